// Numbers the versions of key policies, so that the record of a call can name the one that decided it. Each
// change of a policy is itself a call that a policy decides, so that no version is passed over.

import type { Performing } from '../../kms/performing.ts';
import type { JsonObject, Policy } from '../../model/policy.ts';
import type { Key } from '../../world/world.ts';

/** The numbers, from 1 on for each key. */
export interface PolicyVersions {
  /** The version that a key has; 0 where it has no policy that is known. */
  readonly of: (key: Key) => number;
  /** Whether a key's policy has a number already. */
  readonly has: (key: Key) => boolean;
  /** Says which version a policy is that was read from a store. */
  readonly set: (key: Key, version: number) => void;
}

/** Numbers for the keys of one store. */
export function numberPolicies(): PolicyVersions {
  const numbers = new WeakMap<Policy, Map<string, number>>();
  const last = new Map<string, number>();
  const set = ({ arn, policy }: Key, version: number) => {
    if (!policy) return;
    const known = numbers.get(policy) ?? new Map<string, number>();
    numbers.set(policy, known);
    known.set(arn, version);
    last.set(arn, version);
  };
  return {
    set,
    has: ({ arn, policy }) => policy === undefined || (numbers.get(policy)?.has(arn) ?? false),
    of(key) {
      if (!key.policy) return 0;
      const known = numbers.get(key.policy)?.get(key.arn);
      if (known !== undefined) return known;
      const next = (last.get(key.arn) ?? 0) + 1;
      set(key, next);
      return next;
    },
  };
}

/** Puts into a call's record which versions of key policies decided it. */
export function nameVersions(performing: Performing, versions: PolicyVersions): void {
  const named: Record<string, number> = {};
  for (const { seen, newKey } of performing.decisions) {
    if (!seen || newKey) continue;
    const version = versions.of(seen);
    if (version > 0) named[seen.arn] = version;
  }
  if (Object.keys(named).length === 0) return;
  performing.eventData = { keyPolicyVersions: named } satisfies JsonObject;
}
