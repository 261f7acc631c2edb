// The blob of symmetric encryption: a head that names the key and its material, then what crypto/symmetric
// seals. AWS does not document its own layout, so neither reads the other's. The head is part of the
// authenticated data; its check tells damage from a key that is not here.
import type { KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Random } from '../crypto/random.ts';
import { open, SEAL_OVERHEAD, seal } from '../crypto/symmetric.ts';
import { boundBytes, type EncryptionContext } from './encryption-context.ts';
import { uuidText } from './uuid.ts';

// `KW` ‖ version ‖ single- or multi-Region ‖ key id (16) ‖ material id (32) ‖ check (4)
const mark = Buffer.from('KW\x01', 'latin1');
const headBytes = mark.length + 1 + 16 + 32 + 4;

/** Encrypts under a key's material and binds the encryption context. */
export function encryptBlob(
  head: Uint8Array,
  secret: KeyObject,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  random: Random,
): Uint8Array {
  const sealed = seal(secret, plaintext, boundBytes(head, context), random);
  return Buffer.concat([head, sealed], headBytes + sealed.length);
}

/** Decrypts what begins with a material's head; `undefined` for another context or any changed bit. */
export function decryptBlob(
  head: Uint8Array,
  secret: KeyObject,
  blob: Uint8Array,
  context: EncryptionContext | undefined,
): Uint8Array | undefined {
  return open(secret, blob.subarray(headBytes), boundBytes(head, context));
}

/** The id of the key that a blob names; `undefined` when this is no blob, or a damaged one. */
export function readKeyId(blob: Uint8Array): string | undefined {
  if (blob.length < headBytes + SEAL_OVERHEAD) return undefined;
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, headBytes);
  if (!mark.every((byte, at) => byte === bytes[at]) || bytes[mark.length]! > 1) return undefined;
  const check = bytes.readUInt32BE(headBytes - 4);
  if (crc32(bytes.subarray(0, headBytes - 4)) !== check) return undefined;
  const id = bytes.subarray(4, 20);
  return bytes[mark.length] === 1 ? `mrk-${id.toString('hex')}` : uuidText(id);
}

/** Whether a blob begins with this head. */
export function hasHead(blob: Uint8Array, head: Uint8Array): boolean {
  if (blob.length < headBytes + SEAL_OVERHEAD) return false;
  for (let at = 0; at < headBytes; at++) if (blob[at] !== head[at]) return false;
  return true;
}

interface Material {
  readonly id: string;
}

const heads = new WeakMap<Material, Uint8Array>();

/** The head of every blob of a material, which belongs to one key id. */
export function headOf(keyId: string, material: Material): Uint8Array {
  const known = heads.get(material);
  if (known) return known;
  const made = writeHead(keyId, material.id);
  heads.set(material, made);
  return made;
}

function writeHead(keyId: string, materialId: string): Uint8Array {
  const multiRegion = keyId.startsWith('mrk-');
  const id = multiRegion ? keyId.slice('mrk-'.length) : keyId.replaceAll('-', '');
  const named = Buffer.concat([
    mark,
    Buffer.from([multiRegion ? 1 : 0]),
    Buffer.from(id, 'hex'),
    Buffer.from(materialId, 'hex'),
  ]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([named, check]);
}
