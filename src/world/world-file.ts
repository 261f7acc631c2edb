// Reads a world file (schemas/world.schema.json) into facts.
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { Fact, PolicySource } from './fact.ts';
import { placeOf, readPolicySource } from './policy-source.ts';
import { present } from './present.ts';
import { entries, fields, flag, items, problem, type Reading, text } from './reading.ts';
import { readCredentials } from './world-file-credentials.ts';
import { readGroup, readRole, readSession, readUser } from './world-file-identities.ts';
import { readKey } from './world-file-keys.ts';
import { readSimulation } from './world-file-simulation.ts';

/** What a world file says: its facts, and the Region of requests that name none. */
export interface WorldFileContent {
  readonly facts: readonly Fact[];
  readonly region?: string;
}

const topFields = ['$schema', 'description', 'region', 'accounts'] as const;
const accountFields = [
  'organization',
  'root',
  'users',
  'groups',
  'roles',
  'sessions',
  'keys',
  'vpcEndpoints',
  'resources',
  'simulation',
] as const;

/** Whether a file's content is a world file: an object with `accounts`. */
export function isWorldFile(node: LocatedNode): boolean {
  return node.kind === 'object' && node.members.some(({ key }) => key === 'accounts');
}

/** Reads the facts of a world file. */
export function readWorldFile(node: LocatedNode, reading: Reading): WorldFileContent {
  const top = fields(node, 'a world', topFields, reading);
  const region = text(top?.region, 'the `region` of the world', reading);
  const facts: Fact[] = [];
  if (top && !top.accounts) {
    problem(reading, node.span, 'world-empty', 'the world names no `accounts`', {
      remedy: 'start with `accounts:` and an account id under it',
    });
  }
  for (const { key, keySpan, value } of entries(top?.accounts, '`accounts`', reading)) {
    if (!/^\d{12}$/.test(key)) {
      problem(reading, keySpan, 'world-account', `${quoted(key)} is no account id`, {
        remedy: 'an account id has 12 digits',
      });
    } else facts.push(...readAccount(key, value, region, reading));
  }
  return region === undefined ? { facts } : { facts, region };
}

function readAccount(
  account: string,
  node: LocatedNode,
  region: string | undefined,
  reading: Reading,
): Fact[] {
  const parts = fields(node, `the account \`${account}\``, accountFields, reading);
  if (!parts) return [];
  const identities = Boolean(parts.users || parts.groups || parts.roles);
  const base = { account, written: true } as const;
  const facts: (Fact | undefined)[] = [
    {
      kind: 'account',
      ...base,
      identities,
      place: placeOf(node, reading),
      ...(parts.root ? { root: readRoot(parts.root, reading) } : {}),
      ...present({
        simulation: parts.simulation && readSimulation(account, parts.simulation, reading),
      }),
    },
    parts.organization && readOrganization(account, parts.organization, reading),
  ];
  for (const { key, value } of entries(parts.users, '`users`', reading)) {
    facts.push(readUser(account, key, value, reading));
  }
  for (const { key, value } of entries(parts.groups, '`groups`', reading)) {
    facts.push(readGroup(account, key, value, reading));
  }
  for (const { key, value } of entries(parts.roles, '`roles`', reading)) {
    facts.push(readRole(account, key, value, reading));
  }
  for (const item of items(parts.sessions, '`sessions`', reading)) {
    facts.push(readSession(account, item, reading));
  }
  for (const item of items(parts.keys, '`keys`', reading)) {
    facts.push(readKey(account, region, item, reading));
  }
  for (const { key, value } of entries(parts.vpcEndpoints, '`vpcEndpoints`', reading)) {
    facts.push(readVpcEndpoint(account, key, value, reading));
  }
  for (const item of items(parts.resources, '`resources`', reading)) {
    facts.push(readResource(account, item, reading));
  }
  return facts.filter((fact) => fact !== undefined);
}

function readRoot(node: LocatedNode, reading: Reading) {
  const parts = fields(node, 'the root user', ['accessKeys', 'mfaDevices'], reading);
  return readCredentials(parts ?? {}, reading);
}

const organizationFields = ['id', 'path', 'management', 'scps', 'rcps'] as const;

function readOrganization(account: string, node: LocatedNode, reading: Reading): Fact | undefined {
  const parts = fields(node, 'an organization', organizationFields, reading);
  if (!parts) return undefined;
  const path = text(parts.path, 'the `path` of an organization', reading);
  const id = text(parts.id, 'the `id` of an organization', reading) ?? path?.split('/')[0];
  if (path !== undefined && !/^o-[a-z0-9]+\/r-[a-z0-9]+(\/ou-[a-z0-9-]+)*\/?$/.test(path)) {
    problem(
      reading,
      parts.path?.span,
      'world-organization',
      `${quoted(path)} is no path of an organization`,
      {
        remedy:
          'it looks like `o-example/r-ab12/ou-ab12-apps`, from the organization down to the last OU',
      },
    );
  } else if (path !== undefined && path.split('/')[0] !== id) {
    problem(
      reading,
      parts.path?.span,
      'world-organization',
      `the path ${quoted(path)} does not begin with the organization's id ${quoted(id ?? '')}`,
    );
  }
  const management = flag(parts.management, '`management`', reading);
  const scps = parts.scps && readLevels(parts.scps, 'a service control policy', reading);
  const rcps = parts.rcps && readLevels(parts.rcps, 'a resource control policy', reading);
  return {
    kind: 'account-organization',
    account,
    written: true,
    place: placeOf(node, reading),
    ...(id === undefined ? {} : { id }),
    ...(path === undefined ? {} : { path: path.endsWith('/') ? path : `${path}/` }),
    ...(management === undefined ? {} : { management }),
    ...(scps ? { scps } : {}),
    ...(rcps ? { rcps } : {}),
  };
}

/** A list of levels, each a list of policies, from the root down to the account. */
function readLevels(node: LocatedNode, what: string, reading: Reading): PolicySource[][] {
  return items(node, `the levels of ${what}`, reading).map((level) => {
    if (level.kind !== 'array') {
      problem(
        reading,
        level.span,
        'world-levels',
        `each level must be a list of policies: ${what} stands alone here`,
        {
          why: 'there is one list for each level: the root, each OU, the account',
          remedy:
            'put the policies of a level into a list of their own: `[[…root…], […OU…], […account…]]`',
        },
      );
      return [];
    }
    return level.items.flatMap((item) => readPolicySource(item, what, reading) ?? []);
  });
}

function readVpcEndpoint(
  account: string,
  id: string,
  node: LocatedNode,
  reading: Reading,
): Fact | undefined {
  const parts = fields(node, `the VPC endpoint ${quoted(id)}`, ['vpc', 'policy'], reading);
  if (!parts) return undefined;
  if (!id.startsWith('vpce-')) {
    return problem(
      reading,
      node.span,
      'world-vpc-endpoint',
      `${quoted(id)} is no id of a VPC endpoint`,
      {
        remedy: 'it begins with `vpce-`',
      },
    );
  }
  const vpc = text(parts.vpc, '`vpc`', reading);
  const policy = parts.policy && readPolicySource(parts.policy, 'the endpoint policy', reading);
  return {
    kind: 'vpc-endpoint',
    account,
    id,
    written: true,
    place: placeOf(node, reading),
    ...(vpc === undefined ? {} : { vpc }),
    ...(policy ? { policy } : {}),
  };
}

function readResource(account: string, node: LocatedNode, reading: Reading): Fact | undefined {
  const parts = fields(node, 'a resource', ['arn', 'policy'], reading);
  const arn = text(parts?.arn, 'the `arn` of a resource', reading);
  if (!parts || arn === undefined || !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(arn)) {
    const said = arn === undefined ? 'a resource has no `arn`' : `${quoted(arn)} is no ARN`;
    return problem(reading, (parts?.arn ?? node).span, 'world-arn', said, {
      remedy: 'it looks like `arn:aws:s3:::amzn-s3-demo-bucket`',
    });
  }
  const policy = parts.policy && readPolicySource(parts.policy, 'the resource policy', reading);
  const place = placeOf(node, reading);
  return { kind: 'resource', account, arn, written: true, place, ...(policy ? { policy } : {}) };
}
