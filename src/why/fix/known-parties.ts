// Everyone who is known to a world, and everything that AWS KMS lets them act on.
import { kmsActions } from '../../catalog/kms-actions.ts';
import type { FoundCaller } from '../../world/find-caller.ts';
import { findCaller } from '../../world/find-caller.ts';
import type { WorldPrincipal } from '../../world/request.ts';
import type { Account, Key, Role, User, World } from '../../world/world.ts';
import type { Asked } from './find-parties.ts';

/** A principal that can call. */
export interface KnownCaller {
  readonly principal: string | WorldPrincipal;
  readonly arn: string;
  /** `role Engineering`, `user alice`, `role Engineering (session deploy)`. */
  readonly label: string;
  readonly account: string | undefined;
  /** Whose identity policies count: the user, the role, the user that issued a federated session. */
  readonly entity: User | Role | undefined;
  /** Whether this is the caller of the request in question, with all that the request says of it. */
  readonly asked: boolean;
}

/** Something that can be acted on, and the actions that can be. */
export type KnownTarget = {
  /** The ARN, or `*`. */
  readonly resource: string;
  readonly account: string | undefined;
  readonly actions: readonly string[];
  readonly label: string;
} & (
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'alias' }
  | { readonly kind: 'role'; readonly role: Role }
  /** For actions that act on no resource: `kms:ListKeys`. */
  | { readonly kind: 'none' }
);

/** Every user, every role as an unnamed session, every session and root of a world, and who asked. */
export function knownCallers(world: World, { ask, options }: Asked): readonly KnownCaller[] {
  const asking = findCaller(world, ask.principal, options.assumeCallerAllows === true);
  const own = asking.kind === 'found' ? callerOf(asking.value, ask.principal) : undefined;
  const others = [...world.accounts.values()].flatMap((account) => callersIn(world, account));
  if (!own) return others;
  return [
    own,
    ...others
      .filter(({ arn, plain }) => !(plain === own.plain && arn === own.arn))
      .map((other) =>
        isItsRole(own, other) ? { ...other, label: `other sessions of ${other.label}` } : other,
      ),
  ];
}

/** Whether one is a session of a role, and the other that role's unnamed session, which stands for all. */
function isItsRole(own: Listed, other: Listed): boolean {
  return other.entity?.kind === 'role' && own.entity?.arn === other.arn && own.arn !== other.arn;
}

type Listed = KnownCaller & { readonly plain: string };

function callersIn(world: World, account: Account): Listed[] {
  const { id, partition, users, roles, sessions } = account;
  const entities = [...users.values(), ...roles.values()];
  const arns = [
    ...entities.map(({ arn }) => arn),
    ...sessions.map(({ arn }) => arn),
    `arn:${partition}:iam::${id}:root`,
  ];
  return arns.map((arn): Listed => {
    const found = findCaller(world, arn, false);
    if (found.kind === 'found') return { ...callerOf(found.value, arn), asked: false };
    // A federated session whose user is not known is asked all the same: the answer is counted as unknown.
    const base = { principal: arn, arn, label: arn, plain: arn, account: id, asked: false };
    return { ...base, entity: undefined };
  });
}

function callerOf(found: FoundCaller, principal: string | WorldPrincipal): Listed {
  const { input, entity, accountId, account } = found;
  const base = { principal, entity, account: accountId, asked: true };
  const plain = JSON.stringify([input, found.sessionPolicies.length]);
  if (typeof input === 'string')
    return { ...base, plain, arn: input, label: 'an anonymous caller' };
  if ('service' in input)
    return { ...base, plain, arn: input.service, label: `service ${input.service}` };
  if ('root' in input) {
    const arn = `arn:${account?.partition ?? 'aws'}:iam::${accountId}:root`;
    return { ...base, plain, arn, label: `the root user of account ${accountId}` };
  }
  if ('federatedUser' in input) {
    const name = input.federatedUser.split('/').at(-1);
    return { ...base, plain, arn: input.federatedUser, label: `federated user ${name}` };
  }
  if ('user' in input) {
    return { ...base, plain, arn: input.user, label: `user ${lastSegment(input.user)}` };
  }
  const role = lastSegment(input.role);
  const { sessionName } = input;
  if (sessionName === undefined) return { ...base, plain, arn: input.role, label: `role ${role}` };
  const start = input.role.replace(':iam:', ':sts:').replace(/:role\/.*$/, '');
  const arn = `${start}:assumed-role/${role}/${sessionName}`;
  return { ...base, plain, arn, label: `role ${role} (session ${sessionName})` };
}

const on = (kind: 'key' | 'alias' | undefined) =>
  kmsActions
    .filter(({ effective, resources }) =>
      effective === 'none'
        ? false
        : kind === undefined
          ? resources.length === 0
          : resources.includes(kind),
    )
    .map(({ name }) => `kms:${name}`);

/** Every key, alias and role of a world, and `*`. */
export function knownTargets(world: World): readonly KnownTarget[] {
  const accounts = [...world.accounts.values()];
  const keys = accounts.flatMap((account) => account.keys);
  const [onKey, onAlias, onNothing] = [on('key'), on('alias'), on(undefined)];
  const labels = labelsOf(keys);
  return [
    ...keys.map(
      (key): KnownTarget => ({
        kind: 'key',
        key,
        resource: key.arn,
        account: key.account,
        actions: onKey,
        label: labels.get(key) ?? key.arn,
      }),
    ),
    ...keys.flatMap(({ arn, account, aliases }) =>
      aliases.map((alias): KnownTarget => {
        const resource = arn.replace(/:key\/.*$/, `:${alias}`);
        return { kind: 'alias', resource, account, actions: onAlias, label: `the alias ${alias}` };
      }),
    ),
    ...accounts.flatMap(({ roles }) =>
      [...roles.values()].map((role): KnownTarget => {
        const { arn, account, name } = role;
        const actions = ['sts:AssumeRole'];
        return { kind: 'role', role, resource: arn, account, actions, label: `role ${name}` };
      }),
    ),
    { kind: 'none', resource: '*', account: undefined, actions: onNothing, label: '`*`' },
  ];
}

/** What people call a key: its first alias or its id where no other key has it, else its ARN. */
function labelsOf(keys: readonly Key[]): ReadonlyMap<Key, string> {
  const names = keys.map((key) => key.aliases[0] ?? `key ${key.id}`);
  return new Map(
    keys.map((key, index) => {
      const name = names[index]!;
      return [key, names.indexOf(name) === names.lastIndexOf(name) ? name : key.arn];
    }),
  );
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
