// Finds the caller of a request in the world: its policies, tags and ids.
import { type Arn, parseArn } from '../model/arn.ts';
import type { Policy } from '../model/policy.ts';
import type { PrincipalInput } from '../model/request.ts';
import type { DocumentInput } from '../policy/document.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import { lastSegment } from './policy-source.ts';
import { present } from './present.ts';
import {
  type ArnPrincipal,
  found,
  type Step,
  unknown,
  type WorldPrincipal,
  wrong,
} from './request.ts';
import type { Account, Role, Session, User, World } from './world.ts';

/** A caller, and what the world says of it. */
export interface FoundCaller {
  readonly input: PrincipalInput;
  /** The account's id; absent for services and anonymous callers. */
  readonly accountId?: string;
  readonly account?: Account;
  readonly entity?: User | Role;
  readonly sessionPolicies: readonly DocumentInput[];
  /** aws:userid, where the world knows the principal's unique id. */
  readonly userId?: string;
  /** Whether the caller's account is taken to allow everything. */
  readonly assumed: boolean;
  readonly via?: string;
  /** Tells callers apart whose policies differ; absent when the request brings policies of its own. */
  readonly cacheKey?: string;
}

type Extras = Pick<WorldPrincipal, 'sessionPolicies' | 'viaService'>;
type Named = Exclude<WorldPrincipal, ArnPrincipal>;

/** Finds the caller. `assume` takes an account that the world does not hold to allow everything. */
export function findCaller(
  world: World,
  principal: string | WorldPrincipal,
  assume: boolean,
): Step<FoundCaller> {
  if (principal === 'anonymous') {
    return found({
      input: 'anonymous',
      sessionPolicies: [],
      assumed: false,
      cacheKey: 'anonymous',
    });
  }
  const named =
    typeof principal === 'string' ? readName(world, principal, {}) : byArn(world, principal);
  if (named.kind !== 'found') return named;
  const { sessionPolicies, viaService, ...input } = named.value as Named & Extras;
  const extras = present({ via: viaService });
  if ('service' in input) {
    return found({ input, sessionPolicies: [], assumed: false, cacheKey: 'service', ...extras });
  }
  const step =
    'root' in input
      ? findRoot(world, input, assume)
      : 'user' in input && !('federatedUser' in input)
        ? findUser(world, input, assume)
        : 'role' in input
          ? findRole(world, input, assume)
          : findFederated(world, input, assume);
  if (step.kind !== 'found') return step;
  const { cacheKey, ...caller } = step.value;
  if (!sessionPolicies) return found({ ...step.value, ...extras });
  return found({
    ...caller,
    sessionPolicies: [...caller.sessionPolicies, ...sessionPolicies],
    ...extras,
  });
}

/** A principal that is named by `arn`, or by an object of its kind, as an object of its kind. */
function byArn(world: World, principal: WorldPrincipal): Step<Named> {
  if (typeof principal !== 'object' || principal === null) {
    return wrong('principal', 'the principal is neither a text nor an object');
  }
  if ('arn' in principal) {
    const { arn, ...rest } = principal;
    return readName(world, arn, rest);
  }
  const field = (['federatedUser', 'user', 'role', 'root', 'service'] as const).find(
    (name) => name in principal,
  );
  const value = field && (principal as unknown as Record<string, unknown>)[field];
  if (!field || typeof value !== 'string') {
    return wrong(
      'principal',
      'the principal names nobody',
      'give it an `arn`, `user`, `role`, `federatedUser`, `root` or `service`',
    );
  }
  if (field === 'service' || field === 'root') return found(principal);
  const prefix = field === 'federatedUser' ? 'federated-user' : field;
  const text = value.startsWith('arn:') ? value : `${prefix}/${value}`;
  const { [field]: _, ...rest } = principal as unknown as Record<string, unknown>;
  return readName(world, text, rest);
}

/** Reads an ARN or a short name; `rest` is what else the request says of the principal. */
function readName(world: World, text: string, rest: object): Step<Named> {
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) return found({ service: text, ...rest });
  if (/^\d{12}$/.test(text)) {
    return wrong(
      'principal',
      `${quoted(text)} is an account, not a caller`,
      `for its root user, say \`arn:aws:iam::${text}:root\``,
    );
  }
  const arn = text.startsWith('arn:') ? parseArn(text) : shortName(world, text);
  if (arn && 'kind' in arn) return arn;
  if (!arn) return notAPrincipal(text);
  const { service, resource, account, partition } = arn;
  const whole = `arn:${partition}:${service}::${account}:${resource}`;
  const [kind, ...path] = resource.split('/');
  if (!/^\d{12}$/.test(account) || (resource !== 'root' && path.join('') === ''))
    return notAPrincipal(text);
  if (service === 'iam' && resource === 'root') return found({ root: account, ...rest });
  if (service === 'iam' && kind === 'user') return found({ user: whole, ...rest });
  if (service === 'iam' && kind === 'role') return found({ role: whole, ...rest });
  if (service === 'sts' && kind === 'federated-user')
    return found({ federatedUser: whole, ...rest });
  if (service === 'sts' && kind === 'assumed-role' && path.length === 2) {
    return found({ role: whole, sessionName: path[1]!, ...rest });
  }
  return notAPrincipal(text);
}

function notAPrincipal(text: string): Step<never> {
  return wrong(
    'principal',
    `${quoted(text)} is not a principal`,
    'give the ARN of a user, a role, an assumed-role session, a federated user or a root, or `user/NAME`, `role/NAME`, `role/NAME/SESSION`',
  );
}

/** `alice`, `user/alice`, `role/Engineering`, `role/Engineering/session`, `root` as an ARN. */
function shortName(world: World, text: string): Arn | Step<never> | undefined {
  const accounts = [...world.accounts.values()];
  const all = principalsOf(accounts);
  const arnOf = (resource: string, account: string, service = 'iam'): Arn => ({
    partition: world.accounts.get(account)?.partition ?? 'aws',
    service,
    region: '',
    account,
    resource,
  });
  const [kind, name, session] = text.includes('/') ? text.split('/') : [undefined, text];
  if (text === 'root' || kind === 'federated-user') {
    const [only, second] = accounts;
    if (!only || second) {
      return wrong(
        'principal',
        `${quoted(text)} could belong to any of ${accounts.length} accounts`,
        'give its ARN',
      );
    }
    return text === 'root' ? arnOf('root', only.id) : arnOf(text, only.id, 'sts');
  }
  const fits = all.filter((entry) => entry.name === name && (kind ?? entry.kind) === entry.kind);
  const [first, second] = fits;
  if (second) {
    return wrong(
      'principal',
      `${quoted(text)} is the name of ${fits.length} principals: ${fits.map(({ arn }) => `\`${arn}\``).join(', ')}`,
      'give one of these ARNs',
    );
  }
  if (!first) {
    if (kind !== undefined && kind !== 'user' && kind !== 'role') return undefined;
    const names = all.map((entry) => (kind ? `${entry.kind}/${entry.name}` : entry.name));
    return wrong(
      'unknown-principal',
      `there is no principal ${quoted(text)} in the world${didYouMeanHint(text, names)}`,
      listed(
        'the world holds',
        all.map(({ arn }) => arn),
      ),
    );
  }
  if (session === undefined) return parseArn(first.arn);
  return arnOf(`assumed-role/${first.name}/${session}`, first.account, 'sts');
}

function principalsOf(accounts: readonly Account[]): (User | Role)[] {
  return accounts.flatMap((account) => [...account.users.values(), ...account.roles.values()]);
}

type Found = Step<FoundCaller>;

function findRoot(world: World, input: Extract<Named, { root: string }>, assume: boolean): Found {
  const accountId = parseArn(input.root)?.account ?? input.root;
  const account = world.accounts.get(accountId);
  if (!account && !assume) return unknownAccount(accountId);
  const assumed = !account;
  return found({
    input,
    accountId,
    sessionPolicies: [],
    assumed,
    cacheKey: `root ${accountId}`,
    ...present({ account }),
  });
}

function findUser(world: World, input: Extract<Named, { user: string }>, assume: boolean): Found {
  const { account: accountId } = parseArn(input.user)!;
  const account = known(world, accountId);
  if (!account) return assumedOr(assume, { ...input }, accountId);
  const user = account.users.get(lastSegment(input.user));
  if (user?.arn !== input.user) return unknownPrincipal('user', input.user, account.users);
  const userId = user.id;
  return found({
    input: { ...input, ...tagsOf(user.tags, input.tags) },
    accountId,
    account,
    entity: user,
    sessionPolicies: [],
    assumed: false,
    cacheKey: user.arn,
    ...present({ userId }),
  });
}

function findRole(world: World, input: Extract<Named, { role: string }>, assume: boolean): Found {
  const arn = parseArn(input.role)!;
  const { account: accountId, partition } = arn;
  const isSession = arn.service === 'sts';
  const name = isSession ? arn.resource.split('/')[1]! : lastSegment(arn.resource);
  const account = known(world, accountId);
  if (!account) {
    // A session's ARN does not hold the role's path: of a role that nobody describes it is taken as `/`.
    const role = isSession ? `arn:${partition}:iam::${accountId}:role/${name}` : input.role;
    return assumedOr(assume, { ...input, role }, accountId);
  }
  const role = account.roles.get(name);
  if (!role || (!isSession && role.arn !== input.role)) {
    return unknownPrincipal('role', isSession ? `${input.role}` : input.role, account.roles, name);
  }
  const { sessionName } = input;
  const sessionArn =
    sessionName === undefined
      ? role.arn
      : `arn:${partition}:sts::${accountId}:assumed-role/${name}/${sessionName}`;
  const session = account.sessions.find((entry) => entry.arn === sessionArn);
  const userId = role.id && sessionName && `${role.id}:${sessionName}`;
  return found({
    input: {
      ...sessionFacts(session),
      ...input,
      role: role.arn,
      ...tagsOf(role.tags, session?.tags, input.tags),
    },
    accountId,
    account,
    entity: role,
    sessionPolicies: session?.policies ?? [],
    assumed: false,
    cacheKey: sessionArn,
    ...present({ userId: userId || undefined }),
  });
}

function findFederated(
  world: World,
  input: Extract<Named, { federatedUser: string }>,
  assume: boolean,
): Found {
  const { account: accountId } = parseArn(input.federatedUser)!;
  const account = known(world, accountId);
  if (!account) return assumedOr(assume, input, accountId);
  const session = account.sessions.find((entry) => entry.arn === input.federatedUser);
  const issuer = input.user ?? session?.user;
  if (issuer === undefined) {
    return wrong(
      'principal',
      `nothing says which IAM user issued ${quoted(input.federatedUser)}`,
      'the name of a federated user is free text: give `{ federatedUser, user }`, or name it in the `sessions` of the account',
    );
  }
  const user = account.users.get(lastSegment(issuer));
  if (!user || (issuer.startsWith('arn:') && user.arn !== issuer)) {
    return unknownPrincipal('user', issuer, account.users);
  }
  return found({
    input: { ...input, user: user.arn, ...tagsOf(session?.tags, input.tags) },
    accountId,
    account,
    entity: user,
    sessionPolicies: session?.policies ?? [],
    assumed: false,
    cacheKey: input.federatedUser,
    userId: `${accountId}:${lastSegment(input.federatedUser)}`,
  });
}

function sessionFacts(session: Session | undefined) {
  return present({ mfa: session?.mfa, sourceIdentity: session?.sourceIdentity });
}

/** The account, if the world says who exists in it. */
function known(world: World, id: string): Account | undefined {
  const account = world.accounts.get(id);
  return account?.identitiesKnown ? account : undefined;
}

function assumedOr(assume: boolean, input: PrincipalInput, accountId: string): Found {
  if (!assume) return unknownAccount(accountId);
  return found({ input, accountId, sessionPolicies: [], assumed: true });
}

function unknownAccount(id: string): Step<never> {
  return unknown(
    'unknown-account',
    `the principals of the account \`${id}\`: save \`aws iam get-account-authorization-details\` of that account, or describe the caller in a world file`,
  );
}

function unknownPrincipal(
  kind: 'user' | 'role',
  arn: string,
  candidates: ReadonlyMap<string, User | Role>,
  name = lastSegment(arn),
): Step<never> {
  const twin = candidates.get(name);
  const all = [...candidates.values()];
  const near = all.map((entry) => entry.name);
  const hint = twin ? `; did you mean \`${twin.arn}\`?` : didYouMeanHint(name, near);
  return wrong(
    'unknown-principal',
    `there is no ${kind} ${quoted(arn)} in the world${hint}`,
    listed(
      `its ${kind}s are`,
      all.map((entry) => entry.arn),
    ),
  );
}

/** Tags under one another, later ones first; the keys of IAM's tags are case-insensitive. */
function tagsOf(...layers: readonly (Readonly<Record<string, string>> | undefined)[]) {
  const tags = new Map<string, readonly [string, string]>();
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer ?? {}))
      tags.set(key.toLowerCase(), [key, value]);
  }
  return tags.size === 0 ? {} : { tags: Object.fromEntries(tags.values()) };
}

/** `lead `a`, `b`, …`; undefined when there is nothing to list. */
export function listed(lead: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 8).map((name) => `\`${name}\``);
  return `${lead} ${shown.join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
}

/** The policies of a caller: its own, then its groups'. */
export function identityPoliciesOf({ account, entity }: FoundCaller): readonly Policy[] {
  if (!entity) return [];
  const groups = entity.kind === 'user' ? entity.groups : [];
  return [
    ...entity.policies,
    ...groups.flatMap((name) => account?.groups.get(name)?.policies ?? []),
  ];
}

/** The managed policies of a caller whose documents no file holds. */
export function missingPoliciesOf({ account, entity }: FoundCaller): readonly string[] {
  if (!entity) return [];
  const groups = entity.kind === 'user' ? entity.groups : [];
  return [
    ...entity.missingPolicies,
    ...groups.flatMap((name) => account?.groups.get(name)?.missingPolicies ?? []),
  ];
}
