// Expanded private keys of ML-DSA and ML-KEM, made once for each seed that is used.
import type { KeyObject } from 'node:crypto';
import type { MlSpec } from './ml-public-key.ts';
import type { Workers } from './workers.ts';

const expanded = new WeakMap<KeyObject, Promise<KeyObject>>();

/** The expanded private key of a seed, remembered as long as the seed's KeyObject lives. */
export function mlSecretKeyOf(spec: MlSpec, seed: KeyObject, workers: Workers): Promise<KeyObject> {
  const known = expanded.get(seed);
  if (known) return known;
  const key = workers.run('mlSecretKey', { spec, seed });
  expanded.set(seed, key);
  key.catch(() => expanded.delete(seed));
  return key;
}
