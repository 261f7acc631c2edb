// RSAES-OAEP (RFC 8017 §7.1) with an empty label; MGF1 uses the same hash.
import { constants, type KeyObject, publicEncrypt } from 'node:crypto';
import type { KeyPair } from './key-pair.ts';
import { publicKeyOf } from './public-key.ts';
import type { Workers } from './workers.ts';

/** The encryption algorithms, by AWS's names. */
export type EncryptionAlgorithm = 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256';

/** One encryption algorithm. */
export interface EncryptionRow {
  /** Encrypts for a public key (SPKI in DER, or parsed); throws if it is none, or the plaintext too long. */
  encrypt(publicKey: Uint8Array | KeyObject, plaintext: Uint8Array): Uint8Array;
  /** Decrypts; `undefined` when the ciphertext is not one for this key and algorithm. */
  decrypt(
    pair: Pick<KeyPair, 'privateKey'>,
    ciphertext: Uint8Array,
    workers: Workers,
  ): Promise<Uint8Array | undefined>;
  /** How many bytes a plaintext may have. */
  maxPlaintext(modulusBits: number): number;
}

const oaep = (hash: 'sha1' | 'sha256', hashBytes: number): EncryptionRow => ({
  encrypt(publicKey, plaintext) {
    const key = publicKey instanceof Uint8Array ? publicKeyOf(publicKey) : publicKey;
    if (!key) throw new TypeError('the public key is no SPKI in DER');
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    return publicEncrypt({ key, padding, oaepHash: hash }, plaintext);
  },
  decrypt: ({ privateKey: key }, ciphertext, workers) =>
    workers.run('rsaDecrypt', { key, hash, ciphertext }),
  maxPlaintext: (modulusBits) => (modulusBits >>> 3) - 2 * hashBytes - 2,
});

/** RSAES-OAEP with each hash. */
export const encryptionAlgorithms: Readonly<Record<EncryptionAlgorithm, EncryptionRow>> = {
  RSAES_OAEP_SHA_1: oaep('sha1', 20),
  RSAES_OAEP_SHA_256: oaep('sha256', 32),
};
