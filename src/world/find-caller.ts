// Finds the caller of a request in the world: its policies, tags and ids.
import { parseArn } from '../model/arn.ts';
import type { PrincipalInput } from '../model/request.ts';
import type { DocumentInput } from '../policy/document.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import { type CallerInput, type NamedCaller, readCaller } from './caller-name.ts';
import { lastSegment } from './policy-source.ts';
import { present } from './present.ts';
import { found, listed, type Step, type Unresolved, unknown, wrong } from './step.ts';
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

/** Finds the caller. `assume` takes an account that the world does not hold to allow everything. */
export function findCaller(
  world: World,
  principal: string | CallerInput,
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
  const named = readCaller(world, principal);
  if (named.kind !== 'found') return named;
  const { sessionPolicies, viaService, ...input } = named.value;
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

type Found = Step<FoundCaller>;

function findRoot(
  world: World,
  input: Extract<NamedCaller, { root: string }>,
  assume: boolean,
): Found {
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

function findUser(
  world: World,
  input: Extract<NamedCaller, { user: string }>,
  assume: boolean,
): Found {
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

function findRole(
  world: World,
  input: Extract<NamedCaller, { role: string }>,
  assume: boolean,
): Found {
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
  input: Extract<NamedCaller, { federatedUser: string }>,
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

function unknownAccount(id: string): Unresolved {
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
): Unresolved {
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
