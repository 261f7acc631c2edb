// Seals secrets for the store: AES-256-GCM under a fresh data key of each value, which is itself wrapped by the
// key-encryption key. The associated data says what the value is and whose, so that no sealed value passes for
// another. Layout: version (1) ‖ id of the key-encryption key (8) ‖ wrapped data key (12 + 32 + 16) ‖ IV (12) ‖
// ciphertext ‖ tag (16).
import { GCM_IV_BYTES, GCM_TAG_BYTES, gcmDecrypt, gcmEncrypt } from '../../crypto/aes-gcm.ts';
import type { Random } from '../../crypto/random.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';

const version = 1;
const idBytes = 8;
const keyBytes = 32;
const wrappedBytes = GCM_IV_BYTES + keyBytes + GCM_TAG_BYTES;
const headBytes = 1 + idBytes;

/** Seals a secret, and overwrites nothing: the caller knows whether it still needs the bytes. */
export function seal(
  { id, key }: KeyEncryptionKey,
  secret: Uint8Array,
  about: string,
  random: Random,
): Buffer {
  const head = Buffer.concat([Buffer.from([version]), id]);
  const dataKey = random(keyBytes);
  try {
    const wrapped = encrypt(key, dataKey, wrapAad(head, about), random);
    const sealed = encrypt(dataKey, secret, Buffer.from(`${version} value ${about}`), random);
    return Buffer.concat([head, wrapped, sealed]);
  } finally {
    dataKey.fill(0);
  }
}

/** Opens a sealed secret; throws when it was changed, moved, or sealed by another key-encryption key. */
export function unseal(key: KeyEncryptionKey, sealed: Uint8Array, about: string): Uint8Array {
  const dataKey = dataKeyOf(key, sealed, about);
  const value = sealed.subarray(headBytes + wrappedBytes);
  const secret = decrypt(dataKey, value, Buffer.from(`${version} value ${about}`));
  dataKey.fill(0);
  if (!secret) throw damaged(about);
  return secret;
}

/** The same secret under another key-encryption key: its data key is wrapped anew. */
export function reseal(
  from: KeyEncryptionKey,
  to: KeyEncryptionKey,
  sealed: Uint8Array,
  about: string,
  random: Random,
): Buffer {
  const dataKey = dataKeyOf(from, sealed, about);
  const head = Buffer.concat([Buffer.from([version]), to.id]);
  const wrapped = encrypt(to.key, dataKey, wrapAad(head, about), random);
  dataKey.fill(0);
  return Buffer.concat([head, wrapped, sealed.subarray(headBytes + wrappedBytes)]);
}

function dataKeyOf({ id, key }: KeyEncryptionKey, sealed: Uint8Array, about: string): Uint8Array {
  const head = sealed.subarray(0, headBytes);
  const isOurs = head[0] === version && Buffer.compare(head.subarray(1), id) === 0;
  const wrapped = sealed.subarray(headBytes, headBytes + wrappedBytes);
  const dataKey = isOurs ? decrypt(key, wrapped, wrapAad(head, about)) : undefined;
  if (!dataKey) throw damaged(about);
  return dataKey;
}

function wrapAad(head: Uint8Array, about: string): Buffer {
  return Buffer.concat([head, Buffer.from(` data key ${about}`)]);
}

function encrypt(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array, random: Random): Buffer {
  const iv = random(GCM_IV_BYTES);
  const { ciphertext, tag } = gcmEncrypt({ key, iv, aad, plaintext });
  return Buffer.concat([iv, ciphertext, tag]);
}

function decrypt(key: Uint8Array, bytes: Uint8Array, aad: Uint8Array): Uint8Array | undefined {
  if (bytes.length < GCM_IV_BYTES + GCM_TAG_BYTES) return undefined;
  return gcmDecrypt({
    key,
    iv: bytes.subarray(0, GCM_IV_BYTES),
    aad,
    ciphertext: bytes.subarray(GCM_IV_BYTES, bytes.length - GCM_TAG_BYTES),
    tag: bytes.subarray(bytes.length - GCM_TAG_BYTES),
  });
}

function damaged(about: string): Error {
  return new Error(
    `the sealed ${about} cannot be opened: it was changed, or sealed with another key-encryption key`,
  );
}
