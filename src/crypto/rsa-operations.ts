// RSA with a private key and, for messages that are digests already, EMSA-PKCS1-v1_5 and EMSA-PSS
// (RFC 8017 §9): OpenSSL signs digests, but node:crypto does not offer it.
import {
  constants,
  createHash,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  sign,
  verify,
} from 'node:crypto';
import { sameBytes } from './equal.ts';

/** The hashes that RSA signatures use, as OpenSSL names them. */
export type RsaHash = 'sha256' | 'sha384' | 'sha512';

/** One RSA signature scheme: its encoding and its hash; a PSS salt is as long as the hash. */
export interface RsaScheme {
  readonly encoding: 'pss' | 'pkcs1';
  readonly hash: RsaHash;
}

/** Decrypts RSAES-OAEP; `undefined` when the ciphertext is not one for this key and hash. */
export function rsaDecrypt(input: {
  readonly key: KeyObject;
  readonly hash: 'sha1' | 'sha256';
  readonly ciphertext: Uint8Array;
}): Uint8Array | undefined {
  const { key, hash: oaepHash, ciphertext } = input;
  if (ciphertext.length !== modulusBytes(key)) return undefined;
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, ciphertext);
  } catch {
    return undefined;
  }
}

/** Signs a whole message. */
export function rsaSign(input: {
  readonly key: KeyObject;
  readonly scheme: RsaScheme;
  readonly message: Uint8Array;
}): Uint8Array {
  const { key, scheme, message } = input;
  return sign(scheme.hash, message, { key, ...padding(scheme) });
}

/** Signs a digest; `salt` is as long as the digest, and PSS alone uses it. */
export function rsaSignDigest(input: {
  readonly key: KeyObject;
  readonly scheme: RsaScheme;
  readonly digest: Uint8Array;
  readonly salt: Uint8Array;
}): Uint8Array {
  const { key, scheme, digest, salt } = input;
  const size = modulusBytes(key);
  const encoded =
    scheme.encoding === 'pss'
      ? encodePss(scheme.hash, digest, salt, size)
      : encodePkcs1(scheme.hash, digest, size);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}

/** Whether a signature is one of the whole message. */
export function rsaVerify(
  key: KeyObject,
  scheme: RsaScheme,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== modulusBytes(key)) return false;
  return verify(scheme.hash, message, { key, ...padding(scheme) }, signature);
}

/** Whether a signature is one of the digest. */
export function rsaVerifyDigest(
  key: KeyObject,
  scheme: RsaScheme,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const size = modulusBytes(key);
  if (signature.length !== size) return false;
  let encoded: Uint8Array;
  try {
    encoded = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return false;
  }
  return scheme.encoding === 'pss'
    ? verifyPss(scheme.hash, digest, encoded)
    : sameBytes(encoded, encodePkcs1(scheme.hash, digest, size));
}

function padding({ encoding }: RsaScheme) {
  return encoding === 'pss'
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { padding: constants.RSA_PKCS1_PADDING };
}

/** How many bytes the modulus of an RSA key has; all sizes here are whole bytes. */
export function modulusBytes(key: KeyObject): number {
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) >>> 3;
}

// DigestInfo up to the digest: RFC 8017 §9.2, note 1.
const digestInfo: Readonly<Record<RsaHash, Buffer>> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

function encodePkcs1(hash: RsaHash, digest: Uint8Array, size: number): Uint8Array {
  const info = digestInfo[hash];
  const encoded = new Uint8Array(size).fill(0xff);
  const start = size - info.length - digest.length;
  encoded.set([0, 1], 0);
  encoded[start - 1] = 0;
  encoded.set(info, start);
  encoded.set(digest, start + info.length);
  return encoded;
}

function encodePss(hash: RsaHash, digest: Uint8Array, salt: Uint8Array, size: number): Uint8Array {
  const encoded = new Uint8Array(size);
  const seed = pssSeed(hash, digest, salt);
  const block = encoded.subarray(0, size - seed.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  mask(hash, seed, block);
  block[0]! &= 0x7f;
  encoded.set(seed, block.length);
  encoded[size - 1] = 0xbc;
  return encoded;
}

function verifyPss(hash: RsaHash, digest: Uint8Array, encoded: Uint8Array): boolean {
  const size = encoded.length;
  const saltBytes = digest.length;
  if (encoded[size - 1] !== 0xbc || encoded[0]! > 0x7f) return false;
  const block = encoded.slice(0, size - saltBytes - 1);
  const seed = encoded.subarray(block.length, size - 1);
  mask(hash, seed, block);
  block[0]! &= 0x7f;
  const zeros = block.length - saltBytes - 1;
  if (block[zeros] !== 1 || block.subarray(0, zeros).some((byte) => byte !== 0)) return false;
  return sameBytes(seed, pssSeed(hash, digest, block.subarray(zeros + 1)));
}

function pssSeed(hash: RsaHash, digest: Uint8Array, salt: Uint8Array): Uint8Array {
  return createHash(hash).update(new Uint8Array(8)).update(digest).update(salt).digest();
}

/** MGF1 (RFC 8017 appendix B.2.1), applied to `block` in place. */
function mask(hash: RsaHash, seed: Uint8Array, block: Uint8Array): void {
  const counter = Buffer.alloc(4);
  for (let at = 0, i = 0; at < block.length; i++) {
    counter.writeUInt32BE(i);
    for (const byte of createHash(hash).update(seed).update(counter).digest()) {
      if (at < block.length) block[at++]! ^= byte;
    }
  }
}
