// When a key was last used in a cryptographic operation, and for how long it was not.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
import type { StoredKey } from './key.ts';
import { dayMs } from './settle.ts';

/** The whole days since the last use of a key, or since it was made: kms:TrailingDaysWithoutKeyUsage. */
export function daysWithoutUse({ lastUsage, createdAt }: StoredKey, now: Date): number {
  return Math.floor((now.getTime() - (lastUsage?.at ?? createdAt).getTime()) / dayMs);
}
