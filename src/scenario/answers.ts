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

const kindsOfDecisions: Record<Decision['kind'], true> = {
  allowed: true,
  'explicit-deny': true,
  'implicit-deny': true,
};

/** Every kind of decision. */
export const kinds = Object.keys(kindsOfDecisions) as readonly Decision['kind'][];
