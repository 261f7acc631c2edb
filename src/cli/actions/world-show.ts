// Says what each file of a world was taken for, what the world holds, and what it does not.
import type { Account, Key, Organization, World } from '../../world/world.ts';
import { paintFor } from '../colours.ts';
import { exitCodes, type Io } from '../io.ts';
import { printDiagnostics } from '../output.ts';
import { loadWorld } from './load-world.ts';
import { missingFrom } from './world-missing.ts';

/** Runs `keyward world show`. */
export async function worldShow(
  paths: readonly string[],
  { format }: { readonly format: 'text' | 'json' },
  io: Io,
): Promise<number> {
  const world = await loadWorld(paths);
  printDiagnostics(io, world.diagnostics);
  io.stdout(format === 'json' ? jsonOf(world) : textOf(world, paths, io));
  return exitCodes.good;
}

function textOf(world: World, paths: readonly string[], io: Io): string {
  const { bold, dim, yellow } = paintFor(io, 'stdout');
  const missing = missingFrom(world);
  const blocks = [
    [bold(`Files in ${paths.join(', ')}`), ...fileLines(world, prefixOf(paths), dim)],
    ...[...world.accounts.values()].map((account) => [
      bold(`Account ${account.id}`),
      ...accountLines(account),
    ]),
    [
      bold('Not known'),
      ...(missing.length === 0 ? ['  nothing that a request could need'] : []),
      ...missing.map((sentence) => `  ${yellow('?')} ${sentence}`),
    ],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What every path begins with when one folder is shown. */
function prefixOf([only, ...more]: readonly string[]): string {
  return only === undefined || more.length > 0 ? '' : `${only.replace(/\/+$/, '')}/`;
}

function fileLines(
  { files }: World,
  prefix: string,
  dim: (text: string) => string,
): readonly string[] {
  const shown = files.map((file) => {
    const { path } = file;
    return { ...file, path: path.startsWith(prefix) ? path.slice(prefix.length) : path };
  });
  const width = Math.max(0, ...shown.map(({ path }) => path.length));
  return shown.map(({ path, takenFor, about }) => {
    const subject = about === undefined ? '' : dim(`  ${about}`);
    return `  ${path.padEnd(width)}  ${takenFor}${subject}`;
  });
}

function accountLines(account: Account): readonly string[] {
  const { organization, users, groups, roles, sessions, keys, vpcEndpoints } = account;
  const names = (map: ReadonlyMap<string, unknown>) => [...map.keys()].join(', ');
  const row = (title: string, text: string) =>
    text === '' ? [] : [`  ${title.padEnd(14)}${text}`];
  return [
    ...row('organization', organization === undefined ? '' : organizationText(organization)),
    ...row('users', names(users)),
    ...row('groups', names(groups)),
    ...row('roles', names(roles)),
    ...row('sessions', sessions.map(({ arn }) => arn.split(':').at(-1)).join(', ')),
    ...row('VPC endpoints', names(vpcEndpoints)),
    ...keys.flatMap((key, index) => [`  ${(index === 0 ? 'keys' : '').padEnd(14)}${keyText(key)}`]),
  ];
}

function organizationText({ id, path, management, scps, rcps }: Organization): string {
  const levels = (name: string, list: readonly (readonly unknown[])[]) =>
    list.length === 0
      ? `no ${name}s`
      : `${name}s at ${list.length} levels (${list.map(({ length }) => length).join(', ')})`;
  const parts = [path ?? id, management ? 'the management account' : undefined];
  const place = parts.filter((part) => part !== undefined);
  return [...place, levels('SCP', scps), levels('RCP', rcps)].join('; ');
}

const policyWords = {
  given: 'its key policy',
  default: 'the default key policy',
  unknown: 'no key policy known',
} as const;

function keyText(key: Key): string {
  const { id, region, aliases, spec, usage, state, policyOrigin, grants } = key;
  const number = grants.length === 1 ? '1 grant' : `${grants.length} grants`;
  const names = aliases.length === 0 ? '' : ` (${aliases.join(', ')})`;
  const facts = [region, spec, usage, state, policyWords[policyOrigin], number];
  return `${id}${names}: ${facts.join(', ')}`;
}

function jsonOf(world: World): string {
  const accounts = [...world.accounts.values()].map((account) => ({
    id: account.id,
    identitiesKnown: account.identitiesKnown,
    ...(account.organization === undefined ? {} : { organization: organizationOf(account) }),
    users: [...account.users.keys()],
    groups: [...account.groups.keys()],
    roles: [...account.roles.keys()],
    sessions: account.sessions.map(({ arn }) => arn),
    vpcEndpoints: [...account.vpcEndpoints.keys()],
    keys: account.keys.map(({ arn, aliases, spec, usage, state, policyOrigin, grants }) => {
      return { arn, aliases, spec, usage, state, policy: policyOrigin, grants: grants.length };
    }),
  }));
  const files = world.files.map(({ path, takenFor, about }) => ({ path, takenFor, about }));
  const report = { schemaVersion: '1.0', files, accounts, missing: missingFrom(world) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function organizationOf({ organization }: Account): object {
  const { id, path, management, scps, rcps } = organization!;
  const names = (levels: Organization['scps']) =>
    levels.map((level) => level.map(({ name }) => name));
  return { id, path, management, scps: names(scps), rcps: names(rcps) };
}
