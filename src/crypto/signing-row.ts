// The shape of one signing algorithm.
import type { KeyPair } from './key-pair.ts';
import type { Random } from './random.ts';
import type { Workers } from './workers.ts';

/** What the message of a signature is: itself, its digest, or the μ of ML-DSA (FIPS 204 §6.2). */
export type MessageForm = 'RAW' | 'DIGEST' | 'EXTERNAL_MU';

/** One signing algorithm. The caller checks that the form is one of `forms` and that a digest fits. */
export interface SigningRow {
  /** How many bytes a message of form DIGEST has; absent where the form is. */
  readonly digestBytes?: number;
  readonly forms: readonly MessageForm[];
  /** Signs; rejects when the key is not one of this algorithm. */
  sign(
    pair: KeyPair,
    form: MessageForm,
    message: Uint8Array,
    workers: Workers,
    random: Random,
  ): Promise<Uint8Array>;
  /** Whether the signature is right; `false` too for a malformed key, digest or signature. */
  verify(
    spki: Uint8Array,
    form: MessageForm,
    message: Uint8Array,
    signature: Uint8Array,
    workers: Workers,
  ): Promise<boolean>;
}
