// Ed25519 and Ed25519ph (RFC 8032 §5.1). KMS signs with ED25519_PH_SHA_512 what the caller names a digest,
// and hashes it again; so the 64 bytes are taken as Ed25519ph's *message*: PH(M) = SHA-512(digest), under
// dom2(1, ""). A signature of M made elsewhere therefore verifies with SHA-512(M) as its message.
// https://docs.aws.amazon.com/kms/latest/developerguide/offline-operations.html
import { sign, verify } from 'node:crypto';
import { ed25519SeedOf } from './private-numbers.ts';
import { publicKeyOf } from './public-key.ts';
import type { SigningRow } from './signing-row.ts';

const ed25519: SigningRow = {
  forms: ['RAW'],
  sign: async ({ privateKey }, _form, message) => sign(null, message, privateKey),
  async verify(spki, _form, message, signature) {
    const key = publicKeyOf(spki);
    return key?.asymmetricKeyType === 'ed25519' && verify(null, message, key, signature);
  },
};

const ed25519ph: SigningRow = {
  digestBytes: 64,
  forms: ['DIGEST'],
  sign: async ({ privateKey }, _form, message, workers) =>
    workers.run('ed25519phSign', { seed: ed25519SeedOf(privateKey), message }),
  async verify(spki, _form, message, signature, workers) {
    const key = publicKeyOf(spki);
    if (key?.asymmetricKeyType !== 'ed25519' || message.length !== 64) return false;
    // The point is the last thing of its SPKI (RFC 8410 §4).
    return workers.run('ed25519phVerify', { point: spki.subarray(-32), message, signature });
  },
};

/** Pure and prehashed Ed25519. */
export const ed25519Signatures = {
  ED25519_SHA_512: ed25519,
  ED25519_PH_SHA_512: ed25519ph,
} as const;
