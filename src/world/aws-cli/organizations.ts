// aws organizations describe-organization, describe-policy, list-targets-for-policy, list-parents: who
// stands where, and which SCPs and RCPs apply there.
// https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
import type { LocatedNode } from '../../syntax/node.ts';
import { fromDocument } from '../policy-source.ts';
import { present } from '../present.ts';
import { member } from '../reading.ts';
import { hasList, itemsOf, type Output, stated, textOf, unplaced } from './output.ts';

/** `{ Organization: { Id, MasterAccountId } }`. */
export const describeOrganization: Output = {
  command: 'organizations describe-organization',
  matches: (node) => textOf(member(node, 'Organization'), 'Id') !== undefined,
  read(node, { reading }) {
    const organization = member(node, 'Organization');
    const id = textOf(organization, 'Id')!;
    const management = present({ managementAccount: textOf(organization, 'MasterAccountId') });
    return {
      facts: [{ kind: 'organization', id, ...management, ...stated(node, reading) }],
      about: `the organization ${id}`,
    };
  },
};

const policyTypes = {
  SERVICE_CONTROL_POLICY: 'service-control-policy',
  RESOURCE_CONTROL_POLICY: 'resource-control-policy',
} as const;

/** `{ Policy: { PolicySummary: { Id, Name, Type }, Content: "{…}" } }`. */
export const describePolicy: Output = {
  command: 'organizations describe-policy',
  matches: (node) => member(member(node, 'Policy'), 'PolicySummary') !== undefined,
  read(node, { reading }) {
    const policy = member(node, 'Policy');
    const summary = member(policy, 'PolicySummary');
    const [id, name] = [textOf(summary, 'Id') ?? '', textOf(summary, 'Name') ?? ''];
    const type = policyTypes[textOf(summary, 'Type') as keyof typeof policyTypes];
    const about = `the policy ${name} (${id})`;
    const content = member(policy, 'Content');
    // Tag, backup and AI policies limit no request.
    if (!type || !content) return { facts: [], about: `${about}, which limits no request` };
    const source = fromDocument(content, name, `the policy \`${name}\``, reading);
    if (!source) return { facts: [] };
    return {
      facts: [{ kind: 'organization-policy', id, type, source, ...stated(node, reading) }],
      about,
    };
  },
};

const targetsCommand = 'organizations list-targets-for-policy';
const targetsNaming = 'list-targets-for-policy.POLICY-ID.json';

/** `{ Targets: [{ TargetId, Type }] }` of the policy that the file is named for. */
export const listTargetsForPolicy: Output = {
  command: targetsCommand,
  naming: targetsNaming,
  matches: (node) => hasList(node, 'Targets') && everyHas(node, 'Targets', 'TargetId'),
  read(node, { hints, reading }) {
    const policy = [hints.subject, hints.folder].find((name) => name?.startsWith('p-'));
    if (!policy)
      return unplaced(targetsCommand, 'which policy it is about', targetsNaming, node, reading);
    const targets = itemsOf(node, 'Targets').flatMap((item) => textOf(item, 'TargetId') ?? []);
    return {
      facts: [{ kind: 'policy-targets', policy, targets, ...stated(node, reading) }],
      about: `the policy ${policy}`,
    };
  },
};

const parentsCommand = 'organizations list-parents';
const parentsNaming = 'list-parents.CHILD-ID.json';

/** `{ Parents: [{ Id, Type }] }` of the account or OU that the file is named for. */
export const listParents: Output = {
  command: parentsCommand,
  naming: parentsNaming,
  matches: (node) => hasList(node, 'Parents') && everyHas(node, 'Parents', 'Id'),
  read(node, { hints, reading }) {
    const child = [hints.subject, hints.folder].find((name) => /^(\d{12}$|ou-)/.test(name ?? ''));
    const parent = textOf(itemsOf(node, 'Parents')[0], 'Id');
    if (!child) return unplaced(parentsCommand, 'whose parent it is', parentsNaming, node, reading);
    if (parent === undefined) return { facts: [] };
    return {
      facts: [{ kind: 'parent', child, parent, ...stated(node, reading) }],
      about: `the parent of ${child}`,
    };
  },
};

function everyHas(node: LocatedNode, list: string, field: string): boolean {
  return itemsOf(node, list).every((item) => textOf(item, field) !== undefined);
}
