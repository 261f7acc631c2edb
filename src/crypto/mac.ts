// HMAC (FIPS 198-1) with the SHA-2 hashes, under AWS's names.
import type { KeyObject } from 'node:crypto';
import { sameBytes } from './equal.ts';
import { hmacKeys, type Sha2 } from './hmac.ts';

/** The MAC algorithms, by AWS's names. */
export type MacAlgorithm = 'HMAC_SHA_224' | 'HMAC_SHA_256' | 'HMAC_SHA_384' | 'HMAC_SHA_512';

/** One MAC algorithm. */
export interface MacRow {
  /** The MAC of a message, as long as the hash. */
  mac(key: KeyObject, message: Uint8Array): Uint8Array;
  /** Whether the whole, untruncated MAC is right; compared in constant time. */
  verify(key: KeyObject, message: Uint8Array, mac: Uint8Array): boolean;
}

function hmac(hash: Sha2): MacRow {
  const keyOf = hmacKeys(hash);
  return {
    mac: (key, message) => keyOf(key).mac(message),
    verify: (key, message, mac) => sameBytes(keyOf(key).mac(message), mac),
  };
}

/** HMAC with each hash. */
export const macAlgorithms: Readonly<Record<MacAlgorithm, MacRow>> = {
  HMAC_SHA_224: hmac('sha224'),
  HMAC_SHA_256: hmac('sha256'),
  HMAC_SHA_384: hmac('sha384'),
  HMAC_SHA_512: hmac('sha512'),
};
