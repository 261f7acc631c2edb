// Puts a call to a world again: finds the caller, the key and the policies, decides each access that the call
// needed, and says what is not known of it.
import { findKmsAction } from '../../catalog/kms-actions.ts';
import { RequestError } from '../../engine/errors.ts';
import { type AccessDecision, authorize } from '../../kms/authorize.ts';
import { callRegion } from '../../kms/call-region.ts';
import { type KnownCaller, knownCaller } from '../../kms/caller.ts';
import { KmsError } from '../../kms/errors.ts';
import { Finder } from '../../kms/finder.ts';
import type { KeyStore } from '../../kms/key-store.ts';
import { createKeyStore } from '../../kms/seed-keys.ts';
import { SimulationError } from '../../kms/unresolved.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { Principal } from '../../model/principal.ts';
import type { AccessRequestInput } from '../../model/request.ts';
import { quoted } from '../../syntax/quoted.ts';
import type { CallerInput } from '../../world/caller-name.ts';
import type { FoundCaller } from '../../world/find-caller.ts';
import { type Memory, remembered } from '../../world/remembered.ts';
import { findEndpoint } from '../../world/resolve.ts';
import type { VpcEndpoint, World } from '../../world/world.ts';
import { accessesOf, rowOf } from './accesses-of-record.ts';
import type { CallEvidence } from './call-evidence.ts';
import type { Gap } from './gap.ts';
import { gapsOf } from './gaps.ts';
import type { Judged } from './judged.ts';

/** A world, and what is worked out of it once. */
export interface WorldKit {
  readonly world: World;
  readonly store: KeyStore;
  readonly now: Date;
}

/** A call put to a world. */
export interface WorkedOut {
  readonly kind: 'worked-out';
  readonly caller: FoundCaller;
  readonly principal: Principal;
  readonly region: string;
  readonly accesses: readonly WorkedAccess[];
}

/** One access of it: the decision with what is not known taken as absent, and what is not known. */
export interface WorkedAccess extends AccessDecision {
  readonly gaps: readonly Gap[];
  /** The VPC endpoints that the call may have come through, where nothing says whether it did. */
  readonly endpoints: readonly VpcEndpoint[];
  /** The alias that the call named the key by. */
  readonly alias?: string | undefined;
}

/** Why it cannot be put to the world. */
export type Unjudged = Extract<Judged, { kind: 'unjudged' }>;

/** Prepares a world. No key material is ever used here, so none is drawn. */
export function createKit(world: World): WorldKit {
  const now = new Date(0);
  return { world, now, store: createKeyStore(world, now, (size) => new Uint8Array(size)) };
}

/** Puts the call to the world. Never throws. */
export function workOut(kit: WorldKit, evidence: CallEvidence): WorkedOut | Unjudged {
  try {
    return worked(kit, evidence);
  } catch (error) {
    if (error instanceof SimulationError) return unresolved(error);
    if (error instanceof KmsError) return noKey(evidence, error);
    if (error instanceof RequestError) {
      return unjudged('unclear-record', error.diagnostics.map(({ message }) => message).join('; '));
    }
    throw error;
  }
}

function worked(kit: WorldKit, evidence: CallEvidence): WorkedOut | Unjudged {
  const { world, store, now } = kit;
  const { caller, principal } = callerOf(world, evidence.principal);
  const knownRegion = regionOf(evidence, store, principal);
  // An action on no key is the same in every Region, but for the condition key that gaps.ts leaves open then.
  const region = knownRegion ?? 'us-east-1';
  const operation = rowOf(evidence.operation)?.name ?? 'DescribeKey';
  const who = { arn: principal.arn, account: principal.account };
  const finder = new Finder(store, operation, who, region, now);
  const { accesses, parametersKnown } = accessesOf(evidence, finder);
  if (accesses.length === 0) {
    return rowOf(evidence.operation) || evidence.action
      ? unjudged('unclear-record', 'nothing says which key the call was about')
      : unjudged('unknown-operation', `${quoted(evidence.operation)} is no operation of AWS KMS`);
  }
  const { endpoint, endpointKnown } = endpointOf(world, evidence);
  const asking = {
    world,
    request: {
      operation: evidence.operation,
      principal: evidence.principal,
      context: evidence.context,
      override: true,
      via: evidence.via,
      vpcEndpoint: endpoint?.id,
    },
    caller,
    endpoint,
    region,
    clock: evidence.time,
  };
  const known = keysKnown(evidence, knownRegion);
  const endpoints = mayHaveComeThrough(evidence, caller);
  return {
    kind: 'worked-out',
    caller,
    principal,
    region,
    accesses: accesses.map((access): WorkedAccess => {
      const decided = authorize(asking, access);
      const key = access.key?.view;
      const gaps = gapsOf({
        action: access.action,
        caller,
        key,
        owner: key && world.accounts.get(key.account),
        parametersKnown,
        viaUnnamed: evidence.viaUnnamed,
        addressKnown: evidence.addressKnown,
        endpoint,
        endpointKnown,
        attested: evidence.attested,
        textOnly: evidence.textOnly,
      }).map((gap) => withoutKnown(gap, known));
      const { action, resource, decision, policies, decidable, seen, newKey, notes } = decided;
      return {
        action,
        resource,
        decision,
        policies,
        decidable,
        whole: withOrigins(decided, evidence),
        namedBy: evidence.byCiphertext ? 'ciphertext' : decided.namedBy,
        newKey,
        notes,
        gaps,
        endpoints,
        alias: access.alias,
        seen,
      };
    }),
  };
}

/** A world never changes, so callers that are named alike are found once. */
function callerOf(world: World, named: string | CallerInput): KnownCaller {
  return remembered(callers, world, JSON.stringify(named), () => knownCaller(world, named, false));
}

const callers: Memory<World, KnownCaller> = new WeakMap();

/** The keys (in lower case) that the evidence brings, whatever is missing otherwise. */
function keysKnown(
  { context, via, vpcEndpoint, timeKnown }: CallEvidence,
  region: string | undefined,
): ReadonlySet<string> {
  const known = new Set(Object.keys(context).map(asciiLower));
  if (region !== undefined) known.add('aws:requestedregion');
  if (timeKnown) known.add('aws:currenttime').add('aws:epochtime');
  if (vpcEndpoint !== undefined) known.add('aws:sourcevpce');
  if (via !== undefined) for (const key of forwarding) known.add(key);
  return known;
}

const forwarding = [
  'kms:viaservice',
  'aws:viaawsservice',
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
];

function withoutKnown({ id, sentence, covers }: Gap, known: ReadonlySet<string>): Gap {
  return { id, sentence, covers: (key) => !known.has(key) && covers(key) };
}

/** The request with what the evidence says of where its values come from, which only an explanation asks. */
function withOrigins({ whole }: AccessDecision, evidence: CallEvidence) {
  return (): AccessRequestInput => {
    const request = whole();
    const { principal, action, resource, context, via, vpcEndpoint, grantTokens, grantId } =
      request;
    return {
      principal,
      action,
      resource,
      context,
      via,
      vpcEndpoint,
      grantTokens,
      grantId,
      get contextOrigins() {
        const { time, ...others } = evidence.origins();
        const clock = time === undefined ? {} : { 'aws:CurrentTime': time, 'aws:EpochTime': time };
        return { ...request.contextOrigins, ...clock, ...others };
      },
    };
  };
}

function needsNoKey({ action, operation }: CallEvidence): boolean {
  return findKmsAction(action?.slice('kms:'.length) ?? operation)?.resources.length === 0;
}

/** The Region that the evidence or the key says; undefined for an action on no key, where neither does. */
function regionOf(
  evidence: CallEvidence,
  store: KeyStore,
  { account }: Principal,
): string | undefined {
  const { region, keys } = evidence;
  if (region !== undefined) return region;
  if (needsNoKey(evidence)) return store.onlyRegion;
  const [KeyId] = keys;
  return callRegion(store, KeyId === undefined ? {} : { parameters: { KeyId } }, account);
}

/** An error text does not say how the call came; it may have been by an endpoint of the caller's account. */
function mayHaveComeThrough(
  { textOnly, vpcEndpoint, via }: CallEvidence,
  { account }: FoundCaller,
): readonly VpcEndpoint[] {
  const known = !textOnly || vpcEndpoint !== undefined || via !== undefined;
  return known ? [] : [...(account?.vpcEndpoints.values() ?? [])];
}

/** The endpoint of the call; one that the world does not describe has no policy. */
function endpointOf(
  world: World,
  { vpcEndpoint }: CallEvidence,
): { readonly endpoint?: VpcEndpoint; readonly endpointKnown: boolean } {
  if (vpcEndpoint === undefined) return { endpointKnown: true };
  const step = findEndpoint(world, vpcEndpoint.id);
  if (step.kind === 'found' && step.value) return { endpoint: step.value, endpointKnown: true };
  const { id, account = '' } = vpcEndpoint;
  return { endpoint: { id, account }, endpointKnown: false };
}

function unresolved({ missing, diagnostics }: SimulationError): Unjudged {
  const [first] = diagnostics;
  const sentence =
    missing.length > 0
      ? `the world does not hold ${missing.join('; nor ')}`
      : diagnostics.map(({ message }) => message).join('; ');
  return unjudged(
    reasons[first?.code ?? ''] ?? (missing.length > 0 ? 'unknown-key' : 'unclear-record'),
    sentence,
  );
}

const reasons: Readonly<Record<string, Unjudged['because']>> = {
  'unknown-account': 'unknown-account',
  'unknown-principal': 'unknown-principal',
  'unknown-policy': 'unknown-policy',
  'unknown-key': 'unknown-key',
};

function noKey({ keys, parameters }: CallEvidence, error: KmsError): Unjudged {
  const named = keys[0] ?? parameters?.keyId;
  const what = typeof named === 'string' ? `the key ${quoted(named)}` : 'the key of this call';
  const why = error.note ?? error.message;
  return unjudged('unknown-key', `the world does not hold ${what}${why === '' ? '' : ` (${why})`}`);
}

function unjudged(because: Unjudged['because'], sentence: string): Unjudged {
  return { kind: 'unjudged', because, sentence };
}
