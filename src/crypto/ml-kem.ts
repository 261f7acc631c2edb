// ML-KEM (FIPS 203 §7.2, §7.3). A ciphertext that was changed, or made for another key, opens to a secret that
// nobody else has ("implicit rejection"), so only a wrong length is an error.
import type { KeyPair } from './key-pair.ts';
import { isMlKem } from './ml-public-key.ts';
import { mlSecretKeyOf } from './ml-secret-key.ts';
import type { Random } from './random.ts';
import type { Workers } from './workers.ts';

const entropyBytes = 32;

/** A shared secret (32 bytes), and what tells it to the owner of the private key. */
export interface Encapsulation {
  readonly ciphertext: Uint8Array;
  readonly sharedSecret: Uint8Array;
}

/** Makes a secret for a public key (SPKI in DER); `undefined` if it is no key of ML-KEM. */
export async function encapsulate(
  spki: Uint8Array,
  workers: Workers,
  random: Random,
): Promise<Encapsulation | undefined> {
  const entropy = random(entropyBytes);
  try {
    return await workers.run('mlKemEncapsulate', { spki, entropy });
  } finally {
    entropy.fill(0);
  }
}

/** Opens a ciphertext; `undefined` only when it has another length than those of the key's spec. */
export async function decapsulate(
  { spec, privateKey }: KeyPair,
  ciphertext: Uint8Array,
  workers: Workers,
): Promise<Uint8Array | undefined> {
  if (!isMlKem(spec)) throw new TypeError('the private key is none of ML-KEM');
  const key = await mlSecretKeyOf(spec, privateKey, workers);
  return workers.run('mlKemDecapsulate', { spec, key, ciphertext });
}
