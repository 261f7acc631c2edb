// Key material under a public RSA key: RSAES-OAEP of the material, or RSA_AES_KEY_WRAP, which is OAEP of a
// one-time AES-256 key ‖ the material under AES key wrap with padding (RFC 5649), as in
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-encrypt-key-material.html
import type { KeyObject } from 'node:crypto';
import { unwrapKey, wrapKey } from './aes-key-wrap.ts';
import type { Random } from './random.ts';
import { type EncryptionRow, encryptionAlgorithms } from './rsa-oaep.ts';
import { modulusBytes } from './rsa-operations.ts';
import type { Workers } from './workers.ts';

/** The wrapping algorithms, by AWS's names. */
export type WrappingAlgorithm =
  | 'RSAES_OAEP_SHA_1'
  | 'RSAES_OAEP_SHA_256'
  | 'RSA_AES_KEY_WRAP_SHA_1'
  | 'RSA_AES_KEY_WRAP_SHA_256';

/** One wrapping algorithm. */
export interface WrappingRow {
  /** Wraps bytes for a public key (SPKI in DER); throws if it is none, or the bytes are too many for OAEP. */
  wrap(spki: Uint8Array, bytes: Uint8Array, random: Random): Uint8Array;
  /** Unwraps; `undefined` when this was not wrapped for this key and algorithm, or changed on the way. */
  unwrap(
    privateKey: KeyObject,
    wrapped: Uint8Array,
    workers: Workers,
  ): Promise<Uint8Array | undefined>;
}

const direct = (oaep: EncryptionRow): WrappingRow => ({
  wrap: (spki, bytes) => oaep.encrypt(spki, bytes),
  unwrap: (privateKey, wrapped, workers) => oaep.decrypt({ privateKey }, wrapped, workers),
});

const twoStep = (oaep: EncryptionRow): WrappingRow => ({
  wrap(spki, bytes, random) {
    const key = random(keyBytes);
    const wrapped = Buffer.concat([oaep.encrypt(spki, key), wrapKey(key, bytes)]);
    key.fill(0);
    return wrapped;
  },
  async unwrap(privateKey, wrapped, workers) {
    const size = modulusBytes(privateKey);
    const key = await oaep.decrypt({ privateKey }, wrapped.subarray(0, size), workers);
    if (key?.length !== keyBytes) return undefined;
    const bytes = unwrapKey(key, wrapped.subarray(size));
    key.fill(0);
    return bytes;
  },
});

const keyBytes = 32;

/** Each way to wrap key material. */
export const wrappingAlgorithms: Readonly<Record<WrappingAlgorithm, WrappingRow>> = {
  RSAES_OAEP_SHA_1: direct(encryptionAlgorithms.RSAES_OAEP_SHA_1),
  RSAES_OAEP_SHA_256: direct(encryptionAlgorithms.RSAES_OAEP_SHA_256),
  RSA_AES_KEY_WRAP_SHA_1: twoStep(encryptionAlgorithms.RSAES_OAEP_SHA_1),
  RSA_AES_KEY_WRAP_SHA_256: twoStep(encryptionAlgorithms.RSAES_OAEP_SHA_256),
};
