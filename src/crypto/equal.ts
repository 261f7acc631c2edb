// Comparison of secrets.
import { timingSafeEqual } from 'node:crypto';

/** Whether two byte strings are equal; the time it takes tells their lengths only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
