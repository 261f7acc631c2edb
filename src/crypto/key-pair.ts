// Key pairs: their specs by AWS's names, how they are generated, and how they leave as PKCS#8.
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair as generate,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { der } from './der.ts';
import type { CurveName } from './ec-operations.ts';
import { type MlSpec, mlAlgorithm, seedBytes } from './ml-public-key.ts';
import type { Random } from './random.ts';
import type { Workers } from './workers.ts';

/** The RSA specs. */
export type RsaSpec = 'RSA_2048' | 'RSA_3072' | 'RSA_4096';
/** The specs of ECDSA and ECDH. */
export type EcSpec = 'ECC_NIST_P256' | 'ECC_NIST_P384' | 'ECC_NIST_P521' | 'ECC_SECG_P256K1';
/** What kind of key pair, by AWS's names. */
export type KeyPairSpec = RsaSpec | EcSpec | 'ECC_NIST_EDWARDS25519' | MlSpec;

/** A private key and its public half. */
export interface KeyPair {
  readonly spec: KeyPairSpec;
  /** SPKI in DER. */
  readonly publicKey: Uint8Array;
  /** An asymmetric private key; for ML-DSA and ML-KEM a secret KeyObject that holds the seed. */
  readonly privateKey: KeyObject;
}

/** How many bits the modulus of each RSA spec has. */
export const modulusBits: Readonly<Record<RsaSpec, number>> = {
  RSA_2048: 2048,
  RSA_3072: 3072,
  RSA_4096: 4096,
};

/** The curve of each EC spec, as OpenSSL names it. */
export const curves: Readonly<Record<EcSpec, CurveName>> = {
  ECC_NIST_P256: 'prime256v1',
  ECC_NIST_P384: 'secp384r1',
  ECC_NIST_P521: 'secp521r1',
  ECC_SECG_P256K1: 'secp256k1',
};

const oneKey = promisify(generate);

/**
 * Makes a key pair. RSA and EC keys come from OpenSSL, on threads of Node unless they take less than a
 * millisecond; seeds come from `random`, so that ML-DSA, ML-KEM and Ed25519 keys replay.
 */
export async function generateKeyPair(
  spec: KeyPairSpec,
  workers: Workers,
  random: Random,
): Promise<KeyPair> {
  if (isRsa(spec)) {
    const { privateKey, publicKey } = await oneKey('rsa', { modulusLength: modulusBits[spec] });
    return { spec, privateKey, publicKey: toSpki(publicKey) };
  }
  if (isEc(spec)) {
    const options = { namedCurve: curves[spec] };
    const isQuick = spec !== 'ECC_NIST_P521';
    const made = isQuick ? generateKeyPairSync('ec', options) : await oneKey('ec', options);
    const { privateKey, publicKey } = made;
    return { spec, privateKey, publicKey: toSpki(publicKey) };
  }
  if (spec === 'ECC_NIST_EDWARDS25519') {
    const seed = random(32);
    const privateKey = ed25519Key(seed);
    seed.fill(0);
    return { spec, privateKey, publicKey: publicHalf(privateKey) };
  }
  const bytes = random(seedBytes(spec));
  const privateKey = createSecretKey(bytes);
  bytes.fill(0);
  const publicKey = await workers.run('mlPublicKey', { spec, seed: privateKey });
  return { spec, privateKey, publicKey };
}

/** The private key as PKCS#8 in DER; ML keys as seeds (RFC 9881 §6, RFC 9935 §6). */
export function exportPrivateKey({ spec, privateKey }: KeyPair): Uint8Array {
  if (privateKey.type === 'private') return privateKey.export({ format: 'der', type: 'pkcs8' });
  const seed = privateKey.export();
  const bytes = der(0x30, der(0x02, [0]), mlAlgorithm(spec as MlSpec), der(0x04, der(0x80, seed)));
  seed.fill(0);
  return bytes;
}

/** Whether a spec is one of RSA. */
export function isRsa(spec: KeyPairSpec): spec is RsaSpec {
  return Object.hasOwn(modulusBits, spec);
}

/** Whether a spec is one of ECDSA and ECDH. */
export function isEc(spec: KeyPairSpec): spec is EcSpec {
  return Object.hasOwn(curves, spec);
}

/** The Ed25519 private key of a 32-byte seed (RFC 8410 §7). */
export function ed25519Key(seed: Uint8Array): KeyObject {
  const inner = der(0x04, der(0x04, seed));
  const key = der(0x30, der(0x02, [0]), der(0x30, der(0x06, [0x2b, 0x65, 0x70])), inner);
  inner.fill(0);
  return pkcs8Key(key);
}

/** Reads PKCS#8 in DER, and overwrites it. */
export function pkcs8Key(bytes: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: asBuffer(bytes), format: 'der', type: 'pkcs8' });
  } finally {
    bytes.fill(0);
  }
}

/** The public half of a private key, as SPKI in DER. */
export function publicHalf(privateKey: KeyObject): Uint8Array {
  return toSpki(createPublicKey(privateKey));
}

function toSpki(key: KeyObject): Uint8Array {
  return key.export({ format: 'der', type: 'spki' });
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
