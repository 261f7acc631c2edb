// Writes the same elements as DER has in the other ways of BER (X.690 §8), for tests.
import { type Element, readBer } from '../../src/crypto/der.ts';

/** How to write the elements. */
export type BerStyle = 'long lengths' | 'indefinite lengths' | 'strings in parts';

/** Each way to write BER that DER forbids. */
export const berStyles: readonly BerStyle[] = [
  'long lengths',
  'indefinite lengths',
  'strings in parts',
];

/** The DER element, written in another way. */
export function asBer(bytes: Uint8Array, style: BerStyle): Uint8Array {
  return write(readBer(bytes)!, style);
}

function write({ tag, body, children }: Element, style: BerStyle): Uint8Array {
  if (tag === 0x04 && style === 'strings in parts' && body.length > 1) {
    const middle = body.length >>> 1;
    const parts = [body.subarray(0, middle), body.subarray(middle)].map((part) =>
      tagged(0x04, part),
    );
    return tagged(0x24, Buffer.concat(parts));
  }
  const contents =
    tag & 0x20 ? Buffer.concat(children.map((child) => write(child, style))) : Buffer.from(body);
  if (tag & 0x20 && style === 'indefinite lengths') {
    return Buffer.concat([Buffer.of(tag, 0x80), contents, Buffer.of(0, 0)]);
  }
  return tagged(tag, contents, style === 'long lengths' ? 4 : undefined);
}

/** One element; its length in that many octets, or in as few as it takes. */
export function tagged(tag: number, contents: Uint8Array, lengthBytes?: number): Uint8Array {
  const size = contents.length;
  if (lengthBytes === undefined && size < 0x80)
    return Buffer.concat([Buffer.of(tag, size), contents]);
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(size);
  const from = lengthBytes === undefined ? octets.findIndex((byte) => byte !== 0) : 4 - lengthBytes;
  const length = octets.subarray(from);
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, contents]);
}
