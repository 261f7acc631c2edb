// Resolves calls of an API, which come by the thousand: what stays the same from call to call is worked out
// once, and a decision is given only the context keys that its policies read.
import type { CompiledPolicySet } from '../engine/compiled.ts';
import type { AccessRequestInput, ContextValue, RequestContext } from '../model/request.ts';
import { type DerivedValue, lastingContext, ofTheClock } from './derived-context.ts';
import { type Memory, remembered } from './remembered.ts';
import type { Resolution, ResolveOptions, WorldRequest } from './request.ts';
import {
  contextId,
  type Grounds,
  type Parties,
  resolveGrounds,
  resolveParties,
  situationOf,
} from './resolve.ts';
import type { Unresolved } from './step.ts';
import type { Key, World } from './world.ts';

/** A call that is ready to be decided. */
export interface ResolvedCall {
  readonly kind: 'resolved';
  readonly policies: CompiledPolicySet;
  /** The request with the context keys that the policies read: it is decided as the whole one is. */
  readonly decidable: AccessRequestInput;
  /** The request with its whole context, for an explanation. */
  readonly whole: () => AccessRequestInput;
  readonly notes: readonly string[];
}

/** What is the same for every call of a caller, an action and a key. */
interface Standing {
  readonly policies: CompiledPolicySet;
  readonly read: RequestContext;
  readonly readsTime: boolean;
  readonly notes: readonly string[];
}

/** Works out a call whose parties are known. Never throws. */
export function resolveCall(
  world: World,
  ask: WorldRequest,
  options: ResolveOptions,
  parties: Parties,
): ResolvedCall | Unresolved {
  const whole = () => resolveParties(world, ask, options, parties);
  const { caller, target, parameters } = parties;
  const via = ask.via ?? caller.via;
  const id = isLasting(ask) ? contextId(situationOf(world, ask, parties)) : undefined;
  if (id === undefined) return givenWhole(whole());
  const known = via === undefined ? id : `${id}\nby ${via}`;
  const standing = remembered(standings, target.key ?? world, known, () =>
    standingOf(world, ask, ask.override ? resolveGrounds(world, ask, parties) : whole(), parties),
  );
  if ('kind' in standing) return standing;
  const { policies, notes, read, readsTime } = standing;
  const { context } = ask;
  const all: Record<string, ContextValue> = { ...read };
  if (readsTime) addTo(all, asContext(ofTheClock(options.clock)));
  addTo(all, parameters);
  for (const key in context) if (policies.slots.find(key) >= 0) all[key] = context[key]!;
  const decidable: AccessRequestInput = {
    principal: caller.input,
    action: ask.action,
    resource: target.resource,
    context: all,
    via,
    vpcEndpoint: ask.vpcEndpoint,
    grantTokens: ask.grantTokens,
    grantId: ask.grantId,
  };
  return { kind: 'resolved', policies, decidable, whole: () => requestOf(whole()), notes };
}

/**
 * What a connection and its credentials say: it follows from nothing else, and so contradicts nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const ofConnection: ReadonlySet<string> = new Set([
  'aws:SourceIp',
  'aws:VpcSourceIp',
  'aws:UserAgent',
  'aws:TokenIssueTime',
  'aws:MultiFactorAuthAge',
]);

/** What may take the place of what follows from the parties, where a request says that it overrides. */
const ofRecord: ReadonlySet<string> = new Set([
  ...ofConnection,
  'aws:userid',
  'aws:ViaAWSService',
  'aws:VpceAccount',
  'aws:FederatedProvider',
]);

/** Whether what a request gives changes nothing of what is worked out once. */
function isLasting({ context, override }: WorldRequest): boolean {
  const known = override === true ? ofRecord : ofConnection;
  for (const key in context) if (!known.has(key)) return false;
  return true;
}

/** Adds keys, or gives them another value: one by one, since every call does it. */
function addTo(all: Record<string, ContextValue>, more: RequestContext | undefined): void {
  for (const key in more) all[key] = more[key]!;
}

/** A request that brings a context of its own is decided with all of it. */
function givenWhole(resolution: Resolution): ResolvedCall | Unresolved {
  if (resolution.kind !== 'resolved') return resolution;
  const { policies, request, notes } = resolution;
  return { kind: 'resolved', policies, decidable: request, whole: () => request, notes };
}

const standings: Memory<World | Key, Standing | Unresolved> = new WeakMap();

function standingOf(
  world: World,
  ask: WorldRequest,
  grounds: Grounds | Resolution,
  parties: Parties,
): Standing | Unresolved {
  if (grounds.kind === 'error' || grounds.kind === 'unknown') return grounds;
  const { policies, notes } = grounds;
  const isRead = ({ key }: { readonly key: string }) => policies.slots.find(key) >= 0;
  const lasting = lastingContext(situationOf(world, ask, parties));
  return {
    policies,
    notes,
    read: asContext(lasting.filter(isRead)),
    readsTime: ofTheClock(new Date(0)).some(isRead),
  };
}

function asContext(values: readonly DerivedValue[]): RequestContext {
  return Object.fromEntries(values.map(({ key, value }): [string, ContextValue] => [key, value]));
}

/** A resolution that is known to have worked. */
function requestOf(resolution: Resolution): AccessRequestInput {
  if (resolution.kind === 'resolved') return resolution.request;
  throw new Error('a call that was resolved once resolves again');
}
