// Reads the users, groups, roles and sessions of a world file.
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { Attachment, IdentityFact, SessionFact } from './fact.ts';
import { placeOf, readAttachment, readPolicySource } from './policy-source.ts';
import { fields, flag, items, problem, type Reading, text, textMap } from './reading.ts';
import { readCredentials } from './world-file-credentials.ts';

const userFields = [
  'path',
  'id',
  'policies',
  'groups',
  'boundary',
  'tags',
  'accessKeys',
  'mfaDevices',
] as const;
const roleFields = [
  'path',
  'id',
  'policies',
  'trustPolicy',
  'boundary',
  'tags',
  'maxSessionDuration',
] as const;
const groupFields = ['path', 'id', 'policies'] as const;

type Parts = Partial<Record<(typeof userFields)[number] | 'trustPolicy', LocatedNode>>;

/** A user: policies, groups, boundary, tags. */
export function readUser(account: string, name: string, node: LocatedNode, reading: Reading) {
  const parts: Parts | undefined = fields(node, `the user ${quoted(name)}`, userFields, reading);
  if (!parts) return undefined;
  const groups = items(parts.groups, '`groups`', reading).flatMap((item) => {
    const group = text(item, 'a group', reading);
    return group === undefined ? [] : [{ name: group, place: placeOf(item, reading) }];
  });
  const credentials = readCredentials(parts, reading);
  return { ...identity('user', account, name, node, parts, reading), groups, ...credentials };
}

/** A group: its policies. */
export function readGroup(account: string, name: string, node: LocatedNode, reading: Reading) {
  const parts = fields(node, `the group ${quoted(name)}`, groupFields, reading);
  return parts && identity('group', account, name, node, parts, reading);
}

/** A role: trust policy, policies, boundary, tags, path. */
export function readRole(account: string, name: string, node: LocatedNode, reading: Reading) {
  const parts = fields(node, `the role ${quoted(name)}`, roleFields, reading);
  if (!parts) return undefined;
  const maxSessionSeconds = readMaxSession(parts.maxSessionDuration, reading);
  return {
    ...identity('role', account, name, node, parts, reading),
    ...(maxSessionSeconds === undefined ? {} : { maxSessionSeconds }),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html (MaxSessionDuration) */
function readMaxSession(node: LocatedNode | undefined, reading: Reading): number | undefined {
  const said = text(node, '`maxSessionDuration`', reading);
  if (said === undefined) return undefined;
  const seconds = /^\d{1,5}$/.test(said) ? Number(said) : 0;
  if (seconds >= 3600 && seconds <= 43_200) return seconds;
  return problem(
    reading,
    node?.span,
    'world-value',
    `${quoted(said)} is no \`maxSessionDuration\``,
    {
      remedy: 'it counts seconds, from 3600 to 43200',
    },
  );
}

function identity(
  kind: IdentityFact['kind'],
  account: string,
  name: string,
  node: LocatedNode,
  parts: Parts,
  reading: Reading,
): IdentityFact {
  if (!/^[\w+=,.@-]+$/.test(name)) {
    problem(reading, node.span, 'world-name', `${quoted(name)} is no name of a ${kind}`, {
      remedy:
        'names have letters, digits and `+=,.@_-`; a path has a field of its own, `path: /team/`',
    });
  }
  const path = text(parts.path, '`path`', reading);
  if (path !== undefined && !/^\/([\x21-\x7e]*\/)?$/.test(path)) {
    problem(reading, parts.path?.span, 'world-path', `${quoted(path)} is no path`, {
      remedy: 'a path begins and ends with `/`',
    });
  }
  const id = text(parts.id, 'the `id`', reading);
  const tags = textMap(parts.tags, '`tags`', reading);
  const policies = items(parts.policies, `the policies of ${quoted(name)}`, reading).flatMap(
    (item): Attachment[] => {
      const found = readAttachment(item, `a policy of ${quoted(name)}`, reading);
      return found ? [found] : [];
    },
  );
  const boundary =
    parts.boundary && readAttachment(parts.boundary, `the boundary of ${quoted(name)}`, reading);
  const trustPolicy =
    parts.trustPolicy &&
    readPolicySource(parts.trustPolicy, `the trust policy of ${quoted(name)}`, reading);
  return {
    kind,
    account,
    name,
    written: true,
    place: placeOf(node, reading),
    policies,
    ...(path === undefined ? {} : { path }),
    ...(id === undefined ? {} : { id }),
    ...(tags ? { tags } : {}),
    ...(boundary ? { boundary } : {}),
    ...(trustPolicy ? { trustPolicy } : {}),
  };
}

const sessionFields = [
  'role',
  'sessionName',
  'federatedUser',
  'user',
  'policies',
  'tags',
  'mfa',
  'sourceIdentity',
  'accessKeys',
] as const;

/** A session with what its ARN does not say: `{ role, sessionName, policies, tags, mfa, sourceIdentity }`. */
export function readSession(
  account: string,
  node: LocatedNode,
  reading: Reading,
): SessionFact | undefined {
  const parts = fields(node, 'a session', sessionFields, reading);
  if (!parts) return undefined;
  const said = (field: (typeof sessionFields)[number]) =>
    text(parts[field], `the \`${field}\` of a session`, reading);
  const [role, name, federatedUser] = [said('role'), said('sessionName'), said('federatedUser')];
  if ((role === undefined || name === undefined) === (federatedUser === undefined)) {
    return problem(
      reading,
      node.span,
      'world-session',
      'a session names neither a role and its session, nor a federated user',
      {
        remedy: 'give `role` and `sessionName`, or `federatedUser` (and `user`, who issued it)',
      },
    );
  }
  const policies = items(parts.policies, 'the policies of a session', reading).flatMap(
    (item) => readPolicySource(item, 'a session policy', reading) ?? [],
  );
  const [user, sourceIdentity] = [said('user'), said('sourceIdentity')];
  const mfa = flag(parts.mfa, '`mfa`', reading);
  const tags = textMap(parts.tags, '`tags`', reading);
  const { accessKeys } = parts;
  return {
    kind: 'session',
    ...(accessKeys ? readCredentials({ accessKeys }, reading) : {}),
    account,
    written: true,
    place: placeOf(node, reading),
    policies,
    ...(federatedUser === undefined ? {} : { federatedUser }),
    ...(role === undefined ? {} : { role }),
    ...(name === undefined ? {} : { name }),
    ...(user === undefined ? {} : { user }),
    ...(tags ? { tags } : {}),
    ...(mfa === undefined ? {} : { mfa }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}
