// AES-256-GCM (SP 800-38D) with an IV of 96 bits and a tag of 128.
import { createCipheriv, createDecipheriv } from 'node:crypto';

/** How many bytes an IV has. */
export const GCM_IV_BYTES = 12;
/** How many bytes a tag has. */
export const GCM_TAG_BYTES = 16;

const options = { authTagLength: GCM_TAG_BYTES } as const;

/** Encrypts, and binds `aad` to the ciphertext; a key and an IV must never come together twice. */
export function gcmEncrypt(input: {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}): { readonly ciphertext: Uint8Array; readonly tag: Uint8Array } {
  const cipher = createCipheriv('aes-256-gcm', input.key, input.iv, options);
  cipher.setAAD(input.aad);
  const ciphertext = cipher.update(input.plaintext);
  cipher.final();
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** Decrypts; `undefined` for another key, IV, `aad` or tag, or a changed ciphertext. */
export function gcmDecrypt(input: {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly aad: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}): Uint8Array | undefined {
  const cipher = createDecipheriv('aes-256-gcm', input.key, input.iv, options);
  cipher.setAAD(input.aad).setAuthTag(input.tag);
  const plaintext = cipher.update(input.ciphertext);
  try {
    cipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}
