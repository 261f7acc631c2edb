// Public keys as KeyObjects, parsed once for each array of bytes that holds one.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readBer, toDer } from './der.ts';

const parsed = new WeakMap<Uint8Array, KeyObject | 'malformed'>();

/**
 * The public key that a SPKI in DER holds; `undefined` if it holds none. The answer is remembered as
 * long as the array lives, so the array must not be changed afterwards.
 */
export function publicKeyOf(spki: Uint8Array): KeyObject | undefined {
  let key = parsed.get(spki);
  if (key === undefined) {
    key = parse(spki) ?? 'malformed';
    parsed.set(spki, key);
  }
  return key === 'malformed' ? undefined : key;
}

function parse(spki: Uint8Array): KeyObject | undefined {
  // OpenSSL reads BER too, and lets bytes follow.
  const root = readBer(spki);
  if (!root || Buffer.compare(toDer(root), spki) !== 0) return undefined;
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
