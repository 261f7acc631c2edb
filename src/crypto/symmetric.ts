// AES-256-GCM under a key derived for each call from a 128-bit nonce, so that one key may seal without a bound on
// messages (AWS KMS Cryptographic Details, "Encrypt").
import type { KeyObject } from 'node:crypto';
import { GCM_IV_BYTES, GCM_TAG_BYTES, gcmDecrypt, gcmEncrypt } from './aes-gcm.ts';
import { deriveKey } from './derive-key.ts';
import type { Random } from './random.ts';

const nonceBytes = 16;
const headBytes = nonceBytes + GCM_IV_BYTES;

/** How many bytes longer than its plaintext a sealed message is: nonce, IV and tag. */
export const SEAL_OVERHEAD = headBytes + GCM_TAG_BYTES;

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
  const key = messageKey(material, head);
  const iv = head.subarray(nonceBytes);
  const { ciphertext, tag } = gcmEncrypt({ key, iv, aad, plaintext });
  key.fill(0);
  return Buffer.concat([head, ciphertext, tag], SEAL_OVERHEAD + ciphertext.length);
}

/** Opens what `seal` made; `undefined` for another key, other `aad`, or any changed byte. */
export function open(
  material: KeyObject,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array | undefined {
  const end = sealed.length - GCM_TAG_BYTES;
  if (end < headBytes) return undefined;
  const key = messageKey(material, sealed);
  const plaintext = gcmDecrypt({
    key,
    iv: sealed.subarray(nonceBytes, headBytes),
    aad,
    ciphertext: sealed.subarray(headBytes, end),
    tag: sealed.subarray(end),
  });
  key.fill(0);
  return plaintext;
}

// The derivation's fixed input: label ‖ 0x00 ‖ nonce ‖ [256] in 32 bits.
const label = Buffer.from('keyward AES-256-GCM\0', 'latin1');
const length = Buffer.from([0, 0, 1, 0]);

function messageKey(material: KeyObject, head: Uint8Array): Uint8Array {
  return deriveKey(material, label, head.subarray(0, nonceBytes), length);
}
