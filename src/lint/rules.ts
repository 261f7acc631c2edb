// All rules, in the order of their codes.
import type { Rule } from './rule.ts';
import g02UnknownElement from './rules/g02-unknown-element.ts';
import k01Lockout from './rules/k01-lockout.ts';
import k06DenyLocksOut from './rules/k06-deny-locks-out.ts';
import k13PutKeyPolicyEscalation from './rules/k13-put-key-policy-escalation.ts';
import k14CreateGrantEscalation from './rules/k14-create-grant-escalation.ts';
import k15ReplicateKeyEscalation from './rules/k15-replicate-key-escalation.ts';
import k16AbacEscalation from './rules/k16-abac-escalation.ts';
import k20GrantForAwsResourceInert from './rules/k20-grant-for-aws-resource-inert.ts';
import k30EncryptionContextInert from './rules/k30-encryption-context-inert.ts';
import k32ContextKeysMayBeEmpty from './rules/k32-context-keys-may-be-empty.ts';
import k40KeyAttributesInKeyPolicy from './rules/k40-key-attributes-in-key-policy.ts';
import k50ViaServiceInert from './rules/k50-via-service-inert.ts';
import k52ViaServiceOnly from './rules/k52-via-service-only.ts';
import k53DenyDirectCalls from './rules/k53-deny-direct-calls.ts';
import k60ForeignAction from './rules/k60-foreign-action.ts';
import k61ResourceOfKeyPolicy from './rules/k61-resource-of-key-policy.ts';
import k62AccountLevelAction from './rules/k62-account-level-action.ts';

/** The rules. */
export const rules: readonly Rule[] = [
  g02UnknownElement,
  k01Lockout,
  k06DenyLocksOut,
  k13PutKeyPolicyEscalation,
  k14CreateGrantEscalation,
  k15ReplicateKeyEscalation,
  k16AbacEscalation,
  k20GrantForAwsResourceInert,
  k30EncryptionContextInert,
  k32ContextKeysMayBeEmpty,
  k40KeyAttributesInKeyPolicy,
  k50ViaServiceInert,
  k52ViaServiceOnly,
  k53DenyDirectCalls,
  k60ForeignAction,
  k61ResourceOfKeyPolicy,
  k62AccountLevelAction,
];

/** Finds a rule by its id, or by its code alone: `K14`. */
export function findRule(name: string): Rule | undefined {
  const wanted = name.toLowerCase();
  return rules.find(
    ({ id }) => id.toLowerCase() === wanted || id.split('-')[0]?.toLowerCase() === wanted,
  );
}
