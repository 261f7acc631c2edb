// The private numbers of elliptic-curve keys as secret KeyObjects, for @noble/curves. They are taken out of a key once:
// writing PKCS#8 costs as much as some signatures, and JWK would leave them in strings.
import { createSecretKey, type KeyObject } from 'node:crypto';
import { curveOf, scalarBytes } from './ec-operations.ts';

const known = new WeakMap<KeyObject, KeyObject>();

/** The scalar, from SEC 1's ECPrivateKey: SEQUENCE { INTEGER 1, OCTET STRING scalar, … }. */
export function ecScalarOf(key: KeyObject): KeyObject {
  return remembered(key, () => {
    const sec1 = key.export({ format: 'der', type: 'sec1' });
    const start = (sec1[1]! < 0x80 ? 2 : 2 + (sec1[1]! & 0x7f)) + 5;
    return takeOut(sec1, start, start + scalarBytes[curveOf(key)]);
  });
}

/** The seed of an Ed25519 key, which ends its PKCS#8 (RFC 8410 §7). */
export function ed25519SeedOf(key: KeyObject): KeyObject {
  return remembered(key, () => {
    const pkcs8 = key.export({ format: 'der', type: 'pkcs8' });
    return takeOut(pkcs8, pkcs8.length - 32, pkcs8.length);
  });
}

function remembered(key: KeyObject, make: () => KeyObject): KeyObject {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  return made;
}

function takeOut(bytes: Buffer, start: number, end: number): KeyObject {
  const secret = createSecretKey(bytes.subarray(start, end));
  bytes.fill(0);
  return secret;
}
