// AES-256-GCM under a key derived for each call, so that one key may seal without a bound on messages:
// SP 800-108r1 §4.1, counter mode, HMAC-SHA-256, a 128-bit nonce as context (AWS KMS Cryptographic
// Details, "Encrypt"). One block of HMAC is the whole 256-bit key.
import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto';
import type { Random } from './random.ts';

const nonceBytes = 16;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = nonceBytes + ivBytes;

/** How many bytes longer than its plaintext a sealed message is: nonce, IV and tag. */
export const SEAL_OVERHEAD = headBytes + tagBytes;

// What frames the nonce in the derivation's input: [i]₂ ‖ label ‖ 0x00, and [L]₂, both 32 bits.
const before = Buffer.from('\0\0\0\x01keyward AES-256-GCM\0', 'latin1');
const after = Buffer.from([0, 0, 1, 0]);
const gcm = { authTagLength: tagBytes } as const;

/**
 * Seals a plaintext under 32 bytes of key material and binds `aad` to it.
 * Answers nonce (16) ‖ IV (12) ‖ ciphertext ‖ tag (16).
 */
export function seal(
  material: KeyObject,
  plaintext: Uint8Array,
  aad: Uint8Array,
  random: Random,
): Uint8Array {
  const head = random(headBytes);
  const nonce = head.subarray(0, nonceBytes);
  const key = messageKey(material, nonce);
  const cipher = createCipheriv('aes-256-gcm', key, head.subarray(nonceBytes), gcm);
  key.fill(0);
  cipher.setAAD(aad);
  const body = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([head, body, cipher.getAuthTag()], SEAL_OVERHEAD + body.length);
}

/** Opens what `seal` made; `undefined` for another key, other `aad`, or any changed byte. */
export function open(
  material: KeyObject,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array | undefined {
  const end = sealed.length - tagBytes;
  if (end < headBytes) return undefined;
  const key = messageKey(material, sealed.subarray(0, nonceBytes));
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceBytes, headBytes), gcm);
  key.fill(0);
  cipher.setAAD(aad).setAuthTag(sealed.subarray(end));
  const plaintext = cipher.update(sealed.subarray(headBytes, end));
  try {
    cipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}

function messageKey(material: KeyObject, nonce: Uint8Array): Buffer {
  return createHmac('sha256', material).update(before).update(nonce).update(after).digest();
}
