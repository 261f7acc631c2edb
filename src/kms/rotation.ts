// What the operations of rotation share: which keys rotate, and where rotation is managed.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
import { KmsError } from './errors.ts';
import type { KeyFamily, StoredKey } from './key.ts';
import { dayMs } from './settle.ts';

/** The period of automatic rotation unless the request names one. */
export const usualPeriodDays = 365;

/** Automatic rotation from now on; AWS managed keys have that of every year. */
export function rotationFrom(
  now: Date,
  periodDays = usualPeriodDays,
): NonNullable<KeyFamily['rotation']> {
  return { periodDays, next: new Date(now.getTime() + periodDays * dayMs) };
}

/** Whether a key is one for symmetric encryption, the only ones that rotate. */
export function isSymmetric({ family }: Pick<StoredKey, 'family'>): boolean {
  return family.spec.name === 'SYMMETRIC_DEFAULT';
}

/** Throws what AWS KMS answers to the rotation of a key that has none; it says no more. */
export function checkRotates(key: StoredKey): void {
  if (!isSymmetric(key)) throw new KmsError('UnsupportedOperationException');
}

/** Related multi-Region keys rotate together, and their primary key is where that is managed. */
export function checkRotatesHere({ view, family }: StoredKey): void {
  if (view.region === family.primaryRegion) return;
  const message = `${view.arn} is a multi-Region replica key: its rotation is that of the primary key.`;
  throw new KmsError('UnsupportedOperationException', message);
}
