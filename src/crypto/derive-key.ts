// The counter mode of SP 800-108r1 §4.1 with HMAC-SHA-256 and a counter of 32 bits before the fixed input. One block
// is a whole 256-bit key, so the counter is always 1.
import type { KeyObject } from 'node:crypto';
import { hmacKeys } from './hmac.ts';

const counter = Buffer.from([0, 0, 0, 1]);

const keyOf = hmacKeys('sha256');

/** Derives 32 bytes from key material; the parts, joined, are the fixed input. */
export function deriveKey(material: KeyObject, ...fixedInput: readonly Uint8Array[]): Uint8Array {
  return keyOf(material).mac(counter, ...fixedInput);
}
