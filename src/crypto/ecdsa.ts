// ECDSA (FIPS 186-5 §6) over the NIST curves and secp256k1; signatures are DER (RFC 3279 §2.2.3).
import { readBer } from './der.ts';
import { curveOf, scalarBytes } from './ec-operations.ts';
import { ecScalarOf } from './private-numbers.ts';
import { publicKeyOf } from './public-key.ts';
import type { SigningRow } from './signing-row.ts';

const ecdsa = (hash: string, digestBytes: number): SigningRow => ({
  digestBytes,
  forms: ['RAW', 'DIGEST'],
  async sign({ privateKey: key }, form, message, workers, random) {
    if (form === 'RAW') return workers.run('ecdsaSign', { key, hash, message });
    const input = { curve: curveOf(key), scalar: ecScalarOf(key), entropy: random(32) };
    return workers.run('ecdsaSignDigest', { ...input, digest: message });
  },
  async verify(spki, form, message, signature, workers) {
    const key = publicKeyOf(spki);
    if (key?.asymmetricKeyType !== 'ec' || !Object.hasOwn(scalarBytes, curveOf(key))) return false;
    if (form === 'DIGEST') {
      const point = pointOf(spki);
      if (!point || message.length !== digestBytes) return false;
      const input = { curve: curveOf(key), point, digest: message, signature };
      return workers.run('ecdsaVerifyDigest', input);
    }
    return workers.run('ecdsaVerify', { key, hash, message, signature });
  },
});

/** The point of a SPKI that OpenSSL has read: writing it again would cost more than reading it here. */
function pointOf(spki: Uint8Array): Uint8Array | undefined {
  return readBer(spki)?.children[1]?.body.subarray(1);
}

/** ECDSA with each hash. */
export const ecdsaSignatures = {
  ECDSA_SHA_256: ecdsa('sha256', 32),
  ECDSA_SHA_384: ecdsa('sha384', 48),
  ECDSA_SHA_512: ecdsa('sha512', 64),
} as const;
