// The lockout safety check: a key policy must leave its author able to change it again.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-account-root
import type { Policy } from '../model/policy.ts';
import { type AccessDecision, type Asking, authorize } from './authorize.ts';
import type { StoredKey } from './key.ts';

/** Decides kms:PutKeyPolicy as the caller would have it with another key policy. */
export type LockoutCheck = (key: StoredKey, policy: Policy) => AccessDecision;

/** The decision after a change of the key policy. Grants do not count: none can allow kms:PutKeyPolicy. */
export function decideChange(asking: Asking, key: StoredKey, policy: Policy): AccessDecision {
  const changed = { ...key, view: { ...key.view, policy } };
  return authorize(asking, { action: 'PutKeyPolicy', resource: key.view.arn, key: changed });
}
