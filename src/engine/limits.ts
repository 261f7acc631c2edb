// What limits a way in without an explicit Deny: the permissions boundary and the session policies.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
import type { Call } from './compiled.ts';
import { firstIn } from './layers.ts';

/** Which limits to apply; the trace asks with some of them off, to see each gate on its own. */
export interface Limits {
  readonly boundary: boolean;
  readonly session: boolean;
}

/** All limits: what a decision applies. */
export const allLimits: Limits = { boundary: true, session: true };

/** Whether the permissions boundary, if there is one, allows the call. */
export function boundaryAllows(call: Call): boolean {
  const { boundary } = call.policies.allows;
  return !boundary.present || hasNoLimits(call) || firstIn(call, boundary) >= 0;
}

/** Whether the session policies allow the call. A federated session without one is allowed nothing. */
export function sessionAllows(call: Call): boolean {
  const { session } = call.policies.allows;
  if (session.present) return hasNoLimits(call) || firstIn(call, session) >= 0;
  return call.caller.principal.kind !== 'federated-user';
}

/** Services, anonymous callers and root users have neither a boundary nor session policies. */
export function hasNoLimits({ caller: { principal } }: Call): boolean {
  const { kind } = principal;
  return kind === 'service' || kind === 'anonymous' || kind === 'root';
}

/** Whether the caller has a boundary or session policies at all. */
export function isLimited(call: Call): boolean {
  const { boundary, session } = call.policies.allows;
  return (boundary.present || session.present) && !hasNoLimits(call);
}
