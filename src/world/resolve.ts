// Asks a world about a request: who calls, on what, under which policies, with which context.

import type { CompiledPolicySet } from '../engine/compiled.ts';
import { PolicyError, RequestError } from '../engine/errors.ts';
import type { AccessRequestInput, RequestContext } from '../model/request.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import { missingPoliciesOf } from './caller-policies.ts';
import {
  type DerivedValue,
  lastingContext,
  ofTheClock,
  type Situation,
} from './derived-context.ts';
import { type FoundCaller, findCaller } from './find-caller.ts';
import {
  type MergedContext,
  mergeContext,
  requestContradictions,
  timeOf,
} from './merge-context.ts';
import { present } from './present.ts';
import { type Memory, remembered } from './remembered.ts';
import type { Resolution, ResolveOptions, WorldRequest } from './request.ts';
import { policySetFor } from './resolve-policies.ts';
import { findTarget, type Target } from './resolve-target.ts';
import { found, listed, type Step, type Unresolved, unknown, wrong } from './step.ts';
import { unknownNames } from './unknown-names.ts';
import type { Account, Key, VpcEndpoint, World } from './world.ts';

/** Works a request out of a world: ready to be decided, or unknown, or wrong. Never throws. */
export function resolveRequest(
  world: World,
  ask: WorldRequest,
  options: ResolveOptions,
): Resolution {
  const caller = findCaller(world, ask.principal, options.assumeCallerAllows === true);
  if (caller.kind !== 'found') return caller;
  const target = findTarget(world, ask, caller.value.accountId);
  if (target.kind !== 'found') return target;
  const endpoint = findEndpoint(world, ask.vpcEndpoint);
  if (endpoint.kind !== 'found') return endpoint;
  const parties = { caller: caller.value, target: target.value, endpoint: endpoint.value };
  return resolveParties(world, ask, options, parties);
}

/** Who and what meet in a request, once they are found. */
export interface Parties {
  readonly caller: FoundCaller;
  readonly target: Target;
  readonly endpoint?: VpcEndpoint | undefined;
  /** Condition keys that follow from the parameters of an API call. */
  readonly parameters?: RequestContext;
}

/** Works out a request whose parties are known. Never throws. */
export function resolveParties(
  world: World,
  ask: WorldRequest,
  options: ResolveOptions,
  parties: Parties,
): Resolution {
  const grounds = resolveGrounds(world, ask, parties);
  if (grounds.kind !== 'grounds') return grounds;
  try {
    return resolved(world, ask, options, parties, grounds);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return { kind: 'error', diagnostics: error.diagnostics };
  }
}

/** What a request is decided by, whatever its circumstances. */
export interface Grounds {
  readonly kind: 'grounds';
  readonly policies: CompiledPolicySet;
  readonly notes: readonly string[];
}

/** Works out the grounds of a request whose parties are known. Never throws. */
export function resolveGrounds(
  world: World,
  ask: WorldRequest,
  { caller, target, endpoint }: Parties,
): Grounds | Unresolved {
  const lacking = missing(caller, target);
  if (lacking.length > 0) return unknown('unknown-policy', ...lacking);
  try {
    const policies = policySetFor(world, caller, target, endpoint);
    const unnamed = unknownNames(ask.context ?? {}, ask.via ?? caller.via);
    return { kind: 'grounds', policies, notes: [...notes(caller, target), ...unnamed] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { kind: 'error', diagnostics: error.diagnostics };
  }
}

function resolved(
  world: World,
  ask: WorldRequest,
  options: ResolveOptions,
  parties: Parties,
  { policies, notes }: Grounds,
): Resolution {
  const { caller, target } = parties;
  const given = ask.context ?? {};
  const via = ask.via ?? caller.via;
  const { context, origins, diagnostics } = contextOf(world, ask, options, parties);
  const request: AccessRequestInput = {
    principal: caller.input,
    action: ask.action,
    resource: target.resource,
    context,
    get contextOrigins() {
      return origins();
    },
    via,
    vpcEndpoint: ask.vpcEndpoint,
    grantTokens: ask.grantTokens,
    grantId: ask.grantId,
  };
  // An API call without context has nothing to contradict, and is known to be well formed.
  const isPlainCall = parties.parameters !== undefined && Object.keys(given).length === 0;
  const contradictions =
    ask.override || isPlainCall ? [] : requestContradictions(policies, request, given);
  const problems = [...diagnostics, ...contradictions];
  if (problems.length > 0) return { kind: 'error', diagnostics: problems };
  return { kind: 'resolved', policies, request, notes };
}

/** What the request gives, and what follows from its parties, parameters and time. */
function contextOf(
  world: World,
  ask: WorldRequest,
  options: ResolveOptions,
  parties: Parties,
): MergedContext {
  const { parameters = {} } = parties;
  const given = ask.context ?? {};
  const lasting = lastingOf(world, situationOf(world, ask, parties));
  const called = Object.entries(parameters).map(
    ([key, value]): DerivedValue => ({ key, value, origin: 'from the parameters of the call' }),
  );
  const derived = [...lasting, ...ofTheClock(timeOf(given, options.clock)), ...called];
  return mergeContext(given, derived, ask.override === true);
}

/** What a request is, as far as context follows from it. */
export function situationOf(
  world: World,
  { action, via }: WorldRequest,
  { caller, target, endpoint }: Parties,
): Situation {
  const forwarded = (via ?? caller.via) !== undefined;
  if (!endpoint) return { action, caller, target, forwarded };
  const endpointAccount = world.accounts.get(endpoint.account);
  return { action, caller, target, forwarded, ...present({ endpoint, endpointAccount }) };
}

/** The context keys of a situation that stay the same from request to request. */
function lastingOf(world: World, situation: Situation): readonly DerivedValue[] {
  return remembered(contexts, situation.target.key ?? world, contextId(situation), () =>
    lastingContext(situation),
  );
}

const contexts: Memory<World | Key, readonly DerivedValue[]> = new WeakMap();

/** Tells situations apart whose context differs; absent where a caller brings what no other has. */
export function contextId(situation: Situation): string | undefined {
  const { action, caller, target, endpoint, forwarded } = situation;
  if (caller.cacheKey === undefined) return undefined;
  const { resource, alias, region, key } = target;
  // What is remembered about a key need not name it.
  const about = key?.arn === resource && key.region === region ? '' : `${resource}\n${region}`;
  const who = `${caller.cacheKey}\n${action}`;
  // Most calls bring nothing else, and a short text is made and hashed sooner.
  const isPlain = about === '' && alias === undefined && endpoint === undefined && !forwarded;
  return isPlain ? who : `${who}\n${about}\n${alias}\n${endpoint?.id}\n${forwarded}`;
}

/** Finds a VPC endpoint by its id. */
export function findEndpoint(world: World, id: string | undefined): Step<VpcEndpoint | undefined> {
  if (id === undefined) return found(undefined);
  const all = [...world.accounts.values()].flatMap((account) => [...account.vpcEndpoints.values()]);
  const endpoint = all.find((entry) => entry.id === id);
  if (endpoint) return found(endpoint);
  const ids = all.map((entry) => entry.id);
  return wrong(
    'unknown-vpc-endpoint',
    `there is no VPC endpoint ${quoted(id)} in the world${didYouMeanHint(id, ids)}`,
    listed('its endpoints are', ids) ??
      'save `aws ec2 describe-vpc-endpoints`, or give the account `vpcEndpoints`',
  );
}

/** What the world does not hold, though the verdict may hang on it. */
function missing(caller: FoundCaller, target: Target): string[] {
  const accounts: (Account | undefined)[] = [caller.account, target.account];
  const lacking = new Set(accounts.flatMap((account) => account?.organizationMissing ?? []));
  const policies = missingPoliciesOf(caller).map(
    (arn) =>
      `the document of \`${arn}\`, attached to \`${caller.entity?.arn}\`: save its \`aws iam get-policy-version\` as \`get-policy-version.${arn.slice(arn.lastIndexOf('/') + 1)}.json\``,
  );
  return [...lacking, ...policies];
}

/** What a reader of the answer should know of how the request was understood. */
function notes(caller: FoundCaller, target: Target): string[] {
  const said: string[] = [];
  if (caller.assumed) {
    said.push(
      `the world does not hold the account \`${caller.accountId}\`: it is assumed to allow everything`,
    );
  }
  const accounts = new Set([caller.account, target.account]);
  for (const account of accounts) {
    if (!account || account.organization || account.written) continue;
    said.push(
      `nothing is known of an organization of the account \`${account.id}\`: no SCP or RCP is applied`,
    );
  }
  if (
    target.bareAlias &&
    target.key &&
    caller.accountId &&
    caller.accountId !== target.key.account
  ) {
    said.push(
      `AWS looks for an alias name in the caller's own account: this call must give the alias ARN`,
    );
  }
  if (target.key && !target.key.metadataKnown) {
    said.push(
      'the world does not describe the key: it is taken as an ordinary symmetric encryption key',
    );
  }
  if (target.key?.manager === 'CUSTOMER' && !target.key.grantsKnown) {
    said.push('nothing is known of the grants of the key: none is taken into account');
  }
  return said;
}
