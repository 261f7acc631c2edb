// HMAC (FIPS 198-1) with the SHA-2 hashes, under keys that are made ready once. Node's `createHmac` makes an object of
// OpenSSL for each message: that costs as much as the hashes, and once more when it is collected.
import { hash, type KeyObject } from 'node:crypto';
import { withSecret } from './with-secret.ts';

/** The hashes, and how many bytes they take at a time. */
const blockBytes = { sha224: 64, sha256: 64, sha384: 128, sha512: 128 } as const;

/** A hash of the SHA-2 family, by Node's name. */
export type Sha2 = keyof typeof blockBytes;

/** Messages up to this many bytes are put behind the key in place. */
const roomBytes = 448;

/** A key, and how it is used. */
export class HmacKey {
  readonly #hash: Sha2;
  readonly #block: number;
  /** The block that is hashed before a message, and room for one. */
  readonly #inner: Buffer;
  /** The block that is hashed before the first hash, and room for that. */
  readonly #outer: Buffer;

  /** `key` may be overwritten afterwards; its two blocks are as secret. */
  constructor(sha2: Sha2, key: Uint8Array) {
    const block = blockBytes[sha2];
    const short = key.length > block ? Buffer.from(hash(sha2, key, 'binary'), 'latin1') : key;
    this.#hash = sha2;
    this.#block = block;
    this.#inner = Buffer.alloc(block + roomBytes);
    this.#outer = Buffer.alloc(block + Number(sha2.slice(-3)) / 8);
    for (let at = 0; at < block; at++) {
      const byte = short[at] ?? 0;
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
  }

  /** The MAC of a message, which may come in parts; as long as the hash. */
  mac(...message: readonly Uint8Array[]): Buffer {
    const [inner, outer, block] = [this.#inner, this.#outer, this.#block];
    let end = block;
    for (const part of message) end += part.length;
    const fits = end <= inner.length;
    const whole = fits ? inner : Buffer.concat([inner.subarray(0, block)], end);
    let at = block;
    for (const part of message) {
      whole.set(part, at);
      at += part.length;
    }
    outer.write(hash(this.#hash, whole.subarray(0, end), 'binary'), block, 'latin1');
    whole.fill(0, fits ? block : 0, end);
    return Buffer.from(hash(this.#hash, outer, 'binary'), 'latin1');
  }
}

/** Makes secrets ready for a hash: each once, and for as long as there is the secret. */
export function hmacKeys(sha2: Sha2): (secret: KeyObject) => HmacKey {
  const known = new WeakMap<KeyObject, HmacKey>();
  return (secret) => {
    const found = known.get(secret);
    if (found) return found;
    const made = withSecret(secret, (bytes) => new HmacKey(sha2, bytes));
    known.set(secret, made);
    return made;
  };
}
