// AES-256 key wrap with padding: KWP of SP 800-38F §6.3, RFC 5649.
import { createCipheriv, createDecipheriv } from 'node:crypto';

const algorithm = 'id-aes256-wrap-pad';
const initialValue = Buffer.from('a65959a6', 'hex');

/** Wraps key material of one byte or more under a 32-byte key. */
export function wrapKey(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv(algorithm, key, initialValue);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/** Unwraps; `undefined` when this was not wrapped under the key, or changed on the way. */
export function unwrapKey(key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  const cipher = createDecipheriv(algorithm, key, initialValue);
  try {
    return Buffer.concat([cipher.update(wrapped), cipher.final()]);
  } catch {
    return undefined;
  }
}
