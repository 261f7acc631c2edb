// Secrets as bytes, for as long as something uses them.
import type { KeyObject } from 'node:crypto';

/** Uses a secret's bytes, and overwrites them. */
export function withSecret<T>(secret: KeyObject, use: (bytes: Uint8Array) => T): T {
  const exported = secret.export();
  // As no Buffer, whose `slice` would not copy.
  const bytes = new Uint8Array(exported.buffer, exported.byteOffset, exported.byteLength);
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}
