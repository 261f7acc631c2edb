// Asks a world many questions about one caller and one target: both are found once, the policies that meet are
// compiled once and not kept, and only the context that these policies read is worked out.

import type { CompiledPolicySet } from '../../engine/compiled.ts';
import { decide } from '../../engine/decide.ts';
import { derivationOf } from '../../engine/derive.ts';
import { RequestError } from '../../engine/errors.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { RequestContext } from '../../model/request.ts';
import { lastingContext, ofTheClock } from '../../world/derived-context.ts';
import { type FoundCaller, findCaller } from '../../world/find-caller.ts';
import { mergeContext, timeOf } from '../../world/merge-context.ts';
import { present } from '../../world/present.ts';
import type { ResolveOptions, WorldRequest } from '../../world/request.ts';
import { findEndpoint, type Parties, resolveParties, situationOf } from '../../world/resolve.ts';
import { findTarget } from '../../world/resolve-target.ts';
import type { World } from '../../world/world.ts';

/** What a world says to a question; `unknown` where it does not hold enough, or the question is wrong. */
export type WorldVerdict = 'allow' | 'deny' | 'unknown';

/** Answers questions; those of one pair have the same caller and the same target. */
export type AskWorld = (request: WorldRequest, pair: object) => WorldVerdict;

/** Prepares a world for questions that come through one endpoint. */
export function askWorld(world: World, options: ResolveOptions, vpcEndpoint?: string): AskWorld {
  const endpoint = findEndpoint(world, vpcEndpoint);
  let last: { readonly pair: object; readonly ask: Pair } | undefined;
  return (request, pair) => {
    if (endpoint.kind !== 'found') return 'unknown';
    if (last?.pair !== pair) {
      last = { pair, ask: pairOf(world, request, options, present({ endpoint: endpoint.value })) };
    }
    try {
      return last.ask(request);
    } catch (error) {
      if (error instanceof RequestError) return 'unknown';
      throw error;
    }
  };
}

type Pair = (request: WorldRequest) => WorldVerdict;

const cannotSay: Pair = () => 'unknown';

function pairOf(
  world: World,
  first: WorldRequest,
  options: ResolveOptions,
  through: Pick<Parties, 'endpoint'>,
): Pair {
  const caller = findCaller(world, first.principal, options.assumeCallerAllows === true);
  if (caller.kind !== 'found') return cannotSay;
  const target = findTarget(world, first, caller.value.accountId);
  if (target.kind !== 'found') return cannotSay;
  const parties = { caller: unremembered(caller.value), target: target.value, ...through };
  let policies: CompiledPolicySet | undefined;
  return (request) => {
    const free = isFree(request);
    if (policies === undefined || !free) {
      const ask = free ? { ...request, override: true } : request;
      const resolution = resolveParties(world, ask, options, parties);
      if (resolution.kind !== 'resolved') return 'unknown';
      policies ??= resolution.policies;
      return decide(policies, resolution.request).verdict;
    }
    const { principal: _, action, key: __, region: ___, ...rest } = request;
    return decide(policies, {
      ...rest,
      principal: parties.caller.input,
      action: asciiLower(action),
      resource: parties.target.resource,
      context: contextOf(world, request, options, parties, policies),
      ...present({ via: request.via ?? parties.caller.via }),
    }).verdict;
  };
}

/** What is remembered of a caller is kept as long as the world: too much, for everyone and everything. */
function unremembered({ cacheKey: _, ...caller }: FoundCaller): FoundCaller {
  return caller;
}

/** The keys that every set knows, whether or not a policy reads them. */
const alwaysKnown = 4;

function contextOf(
  world: World,
  request: WorldRequest,
  { clock }: ResolveOptions,
  parties: Parties,
  { slots }: CompiledPolicySet,
): RequestContext {
  const { context: given = {} } = request;
  if (slots.names.length <= alwaysKnown) {
    const { userId } = parties.caller;
    return userId === undefined ? given : { 'aws:userid': userId, ...given };
  }
  const lasting = lastingContext(situationOf(world, request, parties));
  return mergeContext(given, [...lasting, ...ofTheClock(timeOf(given, clock))], true).context;
}

/** Whether nothing that a request gives could be derived, and so contradict it: then nobody need look. */
function isFree({ context, override }: WorldRequest): boolean {
  if (context === undefined || override === true) return true;
  return Object.keys(context).every((key) => {
    const name = asciiLower(key);
    return derivationOf(name) === undefined && !ofTheWorld.test(name);
  });
}

const ofTheWorld =
  /^(aws:(userid|requestedregion|principal|resource|vpce|sourcevpc)|kms:(?!encryptioncontext:))/;
