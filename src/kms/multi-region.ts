// What only the primary of related multi-Region keys can do.
// https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';

/** What AWS KMS answers to a key that is no multi-Region primary key. */
export function notPrimary({ view, family }: StoredKey): KmsError | undefined {
  if (view.multiRegion && view.region === family.primaryRegion) return undefined;
  const message = `${view.arn} is not a multi-region primary key.`;
  return new KmsError('UnsupportedOperationException', message);
}
