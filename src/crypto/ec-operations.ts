// Elliptic-curve signatures that take longer than a millisecond, or that node:crypto lacks: ECDSA of a
// ready digest and Ed25519ph, by @noble/curves. That is JavaScript with big integers, so its timing is
// not constant; private scalars reach it as bytes that are overwritten afterwards.
import { type KeyObject, sign, verify } from 'node:crypto';
import { once } from './once.ts';
import { withSecret } from './with-secret.ts';

/** The curves of ECDSA and ECDH, as OpenSSL names them. */
export type CurveName = 'prime256v1' | 'secp384r1' | 'secp521r1' | 'secp256k1';

/** Signs a whole message with ECDSA; the signature is DER. */
export function ecdsaSign(input: {
  readonly key: KeyObject;
  readonly hash: string;
  readonly message: Uint8Array;
}): Uint8Array {
  return sign(input.hash, input.message, input.key);
}

/** Whether a DER signature is one of the whole message; OpenSSL refuses other encodings of it. */
export function ecdsaVerify(input: {
  readonly key: KeyObject;
  readonly hash: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}): boolean {
  return verify(input.hash, input.message, input.key, input.signature);
}

/** Signs a digest with ECDSA (FIPS 186-5 §6.4); `entropy` hedges the nonce of RFC 6979 (§3.6). */
export async function ecdsaSignDigest(input: {
  readonly curve: CurveName;
  readonly scalar: KeyObject;
  readonly digest: Uint8Array;
  readonly entropy: Uint8Array;
}): Promise<Uint8Array> {
  const curve = await nobleCurve(input.curve);
  const options = { prehash: false, lowS: false, format: 'der' } as const;
  return withSecret(input.scalar, (scalar) =>
    curve.sign(input.digest, scalar, { ...options, extraEntropy: input.entropy }),
  );
}

/** Whether a DER signature is one of the digest; the point is in SEC 1's encoding (§2.3.3). */
export async function ecdsaVerifyDigest(input: {
  readonly curve: CurveName;
  readonly point: Uint8Array;
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
}): Promise<boolean> {
  const curve = await nobleCurve(input.curve);
  try {
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return curve.verify(input.signature, input.digest, input.point, options);
  } catch {
    return false;
  }
}

/** Signs with Ed25519ph (RFC 8032 §5.1), which hashes the message with SHA-512 first. */
export async function ed25519phSign(input: {
  readonly seed: KeyObject;
  readonly message: Uint8Array;
}): Promise<Uint8Array> {
  const { ed25519ph } = await loadEdwards();
  return withSecret(input.seed, (seed) => ed25519ph.sign(input.message, seed));
}

/** Whether a signature is one of Ed25519ph; verification is RFC 8032's, not the looser ZIP 215. */
export async function ed25519phVerify(input: {
  readonly point: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}): Promise<boolean> {
  const { ed25519ph } = await loadEdwards();
  try {
    return ed25519ph.verify(input.signature, input.message, input.point, { zip215: false });
  } catch {
    return false;
  }
}

/** The curve of an EC key. */
export function curveOf(key: KeyObject): CurveName {
  return key.asymmetricKeyDetails?.namedCurve as CurveName;
}

/** How many bytes a coordinate and a scalar of each curve take. */
export const scalarBytes: Readonly<Record<CurveName, number>> = {
  prime256v1: 32,
  secp384r1: 48,
  secp521r1: 66,
  secp256k1: 32,
};

// Loading a module again costs as much as a small operation.
const loadEdwards = once(() => import('@noble/curves/ed25519.js'));
const loadNist = once(() => import('@noble/curves/nist.js'));
const loadKoblitz = once(() => import('@noble/curves/secp256k1.js'));

async function nobleCurve(name: CurveName) {
  if (name === 'secp256k1') return (await loadKoblitz()).secp256k1;
  const { p256, p384, p521 } = await loadNist();
  return { prime256v1: p256, secp384r1: p384, secp521r1: p521 }[name];
}
