// The decision, as short as its specification: Denies, guardrails, trust, limits. It reads compiled indexes
// and allocates nothing on the way; why it came out so is trace.ts's business.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
import type { Decision } from '../model/decision.ts';
import type { AccessRequestInput } from '../model/request.ts';
import { assume } from './assume.ts';
import type { Call, CompiledPolicySet } from './compiled.ts';
import { firstIn } from './layers.ts';
import { openCall } from './open-call.ts';
import { decideTrust } from './ways-in.ts';

/**
 * Decides a request. Never throws on a valid one; a request that cannot be meant (an unknown KMS action,
 * a wildcard, a malformed ARN, an alias where a key is wanted) throws RequestError.
 */
export function decide(policies: CompiledPolicySet, request: AccessRequestInput): Decision {
  return decideCall(openCall(policies.scratch, request));
}

/** Decides a call that has been opened. */
export function decideCall(call: Call): Decision {
  const { decisions, denies } = call.policies;
  const denied = firstIn(call, denies);
  if (denied >= 0) {
    const ids = allDenies(call, denied);
    // Only now: listing them can note assumptions.
    return decisions.explicitDeny(call.assumed, ids);
  }
  if (closedLevel(call) >= 0) return decisions.deny('scp', call.assumed);
  if (!endpointAllows(call)) return decisions.deny('vpc-endpoint', call.assumed);
  return decideTrust(call);
}

/** Every Deny that applies, the first of which is known. They come in the order of their layers. */
function allDenies(call: Call, first: number): number[] {
  const { denies, statements } = call.policies;
  const ids = [];
  for (let id = first; id >= 0; id = firstIn(call, denies, id + 1)) ids.push(id);
  const last = ids[ids.length - 1]!;
  if (statements[first]!.layer !== statements[last]!.layer) assume(call, 'explicit-deny-order');
  return ids;
}

/** The first level, from `from` on, at which no service control policy allows the call; −1 when all do. */
export function closedLevel(call: Call, from = 0): number {
  const levels = call.policies.allows.serviceControl;
  if (levels.length === 0 || isExemptFromScps(call)) return -1;
  for (let level = from; level < levels.length; level++) {
    if (firstIn(call, levels[level]!) < 0) return level;
  }
  return -1;
}

/** Service control policies limit neither services nor service-linked roles. */
export function isExemptFromScps({ caller: { principal } }: Call): boolean {
  const { kind, serviceLinked } = principal;
  return serviceLinked || kind === 'service' || kind === 'anonymous';
}

/** Whether the policy of the VPC endpoint, if the call came through it, allows the call. */
export function endpointAllows(call: Call): boolean {
  const { endpoint } = call.policies.allows;
  return !endpoint.present || !call.throughEndpoint || firstIn(call, endpoint) >= 0;
}
