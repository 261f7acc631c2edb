// The words that a decision may answer with, for reading expectations. Tables that the compiler holds
// against the model: a reason that is missing here does not type-check.
import type { AllowReason, Decision, DenyReason, Reason } from '../model/decision.ts';

const allowReasons: Record<AllowReason, true> = {
  'key-policy': true,
  'identity-policy': true,
  grant: true,
  'both-accounts': true,
  'implicit-trust': true,
  'trust-policy': true,
};

const denyReasons: Record<DenyReason, true> = {
  'explicit-deny': true,
  scp: true,
  'vpc-endpoint': true,
  'not-delegated': true,
  'no-identity-allow': true,
  'no-caller-account-allow': true,
  'no-key-account-allow': true,
  'grant-constraint': true,
  boundary: true,
  'session-policy': true,
  'trust-policy': true,
  'not-usable-across-accounts': true,
  anonymous: true,
};

/** Every reason of a decision. */
export const reasons = Object.keys({ ...allowReasons, ...denyReasons }) as readonly Reason[];

/** Whether a reason is one of an allow. `trust-policy` is one of both. */
export function isAllowReason(reason: Reason): boolean {
  return reason in allowReasons;
}

/** The kinds of a decision, by verdict. */
export const kindsOf: Readonly<Record<'allow' | 'deny' | 'all', readonly Decision['kind'][]>> = {
  allow: ['allowed'],
  deny: ['explicit-deny', 'implicit-deny'],
  all: ['allowed', 'explicit-deny', 'implicit-deny'],
};
