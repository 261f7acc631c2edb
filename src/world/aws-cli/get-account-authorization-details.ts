// aws iam get-account-authorization-details: users, groups, roles and managed policies of an account.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
import { parseArn } from '../../model/arn.ts';
import type { LocatedNode } from '../../syntax/node.ts';
import type { Attachment, Fact, IdentityFact } from '../fact.ts';
import { fromDocument, lastSegment, placeOf } from '../policy-source.ts';
import { present } from '../present.ts';
import { member, type Reading } from '../reading.ts';
import {
  counted,
  flagOf,
  hasList,
  itemsOf,
  type Output,
  stated,
  tagsOf,
  textOf,
} from './output.ts';

/** The account's principals, each with its inline policies and the ARNs of its managed ones. */
export const getAccountAuthorizationDetails: Output = {
  command: 'iam get-account-authorization-details',
  matches: (node) =>
    ['UserDetailList', 'RoleDetailList', 'GroupDetailList'].some((list) => hasList(node, list)),
  read(node, { reading }) {
    const users = itemsOf(node, 'UserDetailList').flatMap(
      (item) => identity('user', item, reading) ?? [],
    );
    const groups = itemsOf(node, 'GroupDetailList').flatMap(
      (item) => identity('group', item, reading) ?? [],
    );
    const roles = itemsOf(node, 'RoleDetailList').flatMap(
      (item) => identity('role', item, reading) ?? [],
    );
    const policies = itemsOf(node, 'Policies').flatMap(
      (item) => managedPolicy(item, reading) ?? [],
    );
    const accounts = new Set([...users, ...groups, ...roles].flatMap((fact) => fact.account ?? []));
    const known = [...accounts].map(
      (account): Fact => ({ kind: 'account', account, identities: true, ...stated(node, reading) }),
    );
    return {
      facts: [...known, ...policies, ...groups, ...users, ...roles],
      about: [
        counted(users.length, 'user'),
        counted(groups.length, 'group'),
        counted(roles.length, 'role'),
        counted(policies.length, 'managed policy', 'managed policies'),
      ].join(', '),
    };
  },
};

type Kind = IdentityFact['kind'];

/** A user, group or role as IAM describes it here, and in get-user, get-role. */
export function identity(
  kind: Kind,
  node: LocatedNode,
  reading: Reading,
): IdentityFact | undefined {
  const title = { user: 'User', group: 'Group', role: 'Role' }[kind];
  const name = textOf(node, `${title}Name`);
  if (name === undefined) return undefined;
  const trust = member(node, 'AssumeRolePolicyDocument');
  const boundary = textOf(member(node, 'PermissionsBoundary'), 'PermissionsBoundaryArn');
  const place = placeOf(node, reading);
  return {
    kind,
    name,
    ...stated(node, reading),
    policies: [
      ...itemsOf(node, `${title}PolicyList`).flatMap((item) => inline(item, reading) ?? []),
      ...itemsOf(node, 'AttachedManagedPolicies').flatMap((item): Attachment[] => {
        const arn = textOf(item, 'PolicyArn');
        return arn === undefined ? [] : [managed(arn, item, reading)];
      }),
    ],
    ...present({
      account: parseArn(textOf(node, 'Arn') ?? '')?.account,
      path: textOf(node, 'Path'),
      id: textOf(node, `${title}Id`),
      tags: tagsOf(node, 'Tags'),
      trustPolicy: trust && fromDocument(trust, '', `the trust policy of \`${name}\``, reading),
      boundary:
        boundary === undefined
          ? undefined
          : ({ kind: 'managed', arn: boundary, name: lastSegment(boundary), place } as const),
      groups: hasList(node, 'GroupList')
        ? itemsOf(node, 'GroupList').flatMap((item) =>
            item.kind === 'string' ? [{ name: item.value, place: placeOf(item, reading) }] : [],
          )
        : undefined,
    }),
  };
}

function managed(arn: string, node: LocatedNode, reading: Reading): Attachment {
  return { kind: 'managed', arn, name: lastSegment(arn), place: placeOf(node, reading) };
}

/** `{ PolicyName, PolicyDocument }`, here and in get-role-policy and its kin. */
export function inline(node: LocatedNode, reading: Reading): Attachment | undefined {
  const name = textOf(node, 'PolicyName');
  const document = member(node, 'PolicyDocument');
  if (name === undefined || !document) return undefined;
  const source = fromDocument(document, name, `the inline policy \`${name}\``, reading);
  return source && { kind: 'document', source };
}

function managedPolicy(node: LocatedNode, reading: Reading): Fact | undefined {
  const arn = textOf(node, 'Arn');
  const versions = itemsOf(node, 'PolicyVersionList');
  const version = versions.find((item) => flagOf(item, 'IsDefaultVersion')) ?? versions[0];
  const document = member(version, 'Document');
  if (arn === undefined || !document) return undefined;
  const name = textOf(node, 'PolicyName') ?? lastSegment(arn);
  const source = fromDocument(document, name, `the managed policy \`${name}\``, reading);
  return source && { kind: 'managed-policy', arn, name, source, ...stated(node, reading) };
}
