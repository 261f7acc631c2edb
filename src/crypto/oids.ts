// Object identifiers of elliptic-curve keys (RFC 5480 §2.1.1, SEC 2 §A.2), as DER contents octets.
import type { Element } from './der.ts';
import type { CurveName } from './ec-operations.ts';

/** id-ecPublicKey. */
export const ecPublicKeyOid: readonly number[] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];

/** The named curves. */
export const curveOids: Readonly<Record<CurveName, readonly number[]>> = {
  prime256v1: [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
  secp384r1: [0x2b, 0x81, 4, 0, 34],
  secp521r1: [0x2b, 0x81, 4, 0, 35],
  secp256k1: [0x2b, 0x81, 4, 0, 10],
};

/** Whether an element is this OBJECT IDENTIFIER. */
export function isOid({ tag, body }: Element, oid: readonly number[]): boolean {
  return tag === 0x06 && body.length === oid.length && oid.every((byte, i) => byte === body[i]);
}
