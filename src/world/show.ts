// What a world holds, what each file was taken for, and what is missing: as data and as text.
import { visible } from '../syntax/quoted.ts';
import { counted } from './aws-cli/output.ts';
import { missingOf } from './missing.ts';
import type { Account, World } from './world.ts';

/** A world in a few words. */
export interface WorldSummary {
  readonly schemaVersion: '1.0';
  readonly files: readonly FileSummary[];
  readonly accounts: readonly AccountSummary[];
  /** Sentences: what no file says, though a request may need it, and how to get it. */
  readonly missing: readonly string[];
}

/** What one file was taken for: `kms get-key-policy`, and about what. */
export interface FileSummary {
  readonly path: string;
  readonly takenFor: string;
  readonly about?: string;
}

/** How much of an account is known. */
export interface AccountSummary {
  readonly id: string;
  readonly organization?: string;
  readonly management: boolean;
  readonly scpLevels: number;
  readonly rcpLevels: number;
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly sessions: number;
  readonly keys: readonly KeySummary[];
  readonly vpcEndpoints: number;
  readonly resources: number;
}

/** One key. */
export interface KeySummary {
  readonly arn: string;
  readonly aliases: readonly string[];
  readonly spec: string;
  readonly policy: 'given' | 'default' | 'unknown';
  readonly grants: number;
}

/** Summarises a world. */
export function showWorld(world: World): WorldSummary {
  return {
    schemaVersion: '1.0',
    files: world.files.map(({ path, takenFor, about }) => ({
      path,
      takenFor,
      ...(about === undefined ? {} : { about }),
    })),
    accounts: [...world.accounts.values()].map(accountSummary),
    missing: missingOf(world),
  };
}

function accountSummary(account: Account): AccountSummary {
  const { id, organization, users, groups, roles, sessions, vpcEndpoints, resources } = account;
  return {
    id,
    ...(organization?.path === undefined ? {} : { organization: organization.path }),
    management: organization?.management ?? false,
    scpLevels: organization?.scps.length ?? 0,
    rcpLevels: organization?.rcps.length ?? 0,
    users: users.size,
    groups: groups.size,
    roles: roles.size,
    sessions: sessions.length,
    keys: account.keys.map(({ arn, aliases, spec, policyOrigin, grants }) => ({
      arn,
      aliases,
      spec,
      policy: policyOrigin,
      grants: grants.length,
    })),
    vpcEndpoints: vpcEndpoints.size,
    resources: resources.length,
  };
}

/** The summary as text, ending in a newline. */
export function renderWorld({ files, accounts, missing }: WorldSummary): string {
  const width = Math.max(0, ...files.map(({ takenFor }) => takenFor.length));
  const lines = [
    'Files',
    ...files.map(
      ({ path, takenFor, about }) =>
        `  ${takenFor.padEnd(width)}  ${path}${about === undefined ? '' : ` (${about})`}`,
    ),
    ...accounts.flatMap((account) => ['', ...accountLines(account)]),
    '',
    missing.length === 0 ? 'Nothing is missing.' : 'Missing',
    ...missing.map((sentence) => `  - ${sentence}`),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

function accountLines(account: AccountSummary): string[] {
  const { organization, management, keys } = account;
  const place =
    organization === undefined
      ? ''
      : ` in ${organization}${management ? ' (management account)' : ''}`;
  const counts = [
    counted(account.users, 'user'),
    counted(account.groups, 'group'),
    counted(account.roles, 'role'),
    ...(account.sessions > 0 ? [counted(account.sessions, 'session')] : []),
    counted(keys.length, 'key'),
    ...(account.vpcEndpoints > 0 ? [counted(account.vpcEndpoints, 'VPC endpoint')] : []),
    ...(account.resources > 0 ? [counted(account.resources, 'other resource')] : []),
    ...(account.scpLevels > 0 ? [`SCPs at ${counted(account.scpLevels, 'level')}`] : []),
    ...(account.rcpLevels > 0 ? [`RCPs at ${counted(account.rcpLevels, 'level')}`] : []),
  ];
  return [
    `Account ${account.id}${place}`,
    `  ${counts.join(', ')}`,
    ...keys.map(({ arn, aliases, spec, policy, grants }) => {
      const names = aliases.length > 0 ? ` (${aliases.join(', ')})` : '';
      return `  ${arn}${names}: ${spec}, ${policyWords[policy]}, ${counted(grants, 'grant')}`;
    }),
  ];
}

const policyWords = {
  given: 'key policy',
  default: 'default key policy',
  unknown: 'no key policy',
} as const;
