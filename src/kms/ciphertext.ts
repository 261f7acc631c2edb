// The blob of symmetric encryption: a head that names the key and its material, then what crypto/symmetric
// seals. AWS does not document its own layout, so neither reads the other's. The head is part of the
// authenticated data; its check tells damage from a key that is not here.
import { createHash, type KeyObject } from 'node:crypto';
import type { Random } from '../crypto/random.ts';
import { open, SEAL_OVERHEAD, seal } from '../crypto/symmetric.ts';
import { contextBytes, type EncryptionContext } from './encryption-context.ts';
import { hexToUuid } from './uuid.ts';

/** What the head of a blob says. */
export interface BlobHead {
  readonly keyId: string;
  readonly materialId: string;
}

// `KW` ‖ version ‖ single- or multi-Region ‖ key id (16) ‖ material id (32) ‖ check (4)
const mark = Buffer.from('KW\x01', 'latin1');
const headBytes = mark.length + 1 + 16 + 32 + 4;

/** Encrypts under a key's material and binds the encryption context. */
export function encryptBlob(
  head: BlobHead,
  secret: KeyObject,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  random: Random,
): Uint8Array {
  const start = headOf(head, secret);
  const aad = Buffer.concat([start, contextBytes(context)]);
  const sealed = seal(secret, plaintext, aad, random);
  return Buffer.concat([start, sealed], headBytes + sealed.length);
}

/** Decrypts; `undefined` for another material, another context or any changed bit. */
export function decryptBlob(
  secret: KeyObject,
  blob: Uint8Array,
  context: EncryptionContext | undefined,
): Uint8Array | undefined {
  const aad = Buffer.concat([blob.subarray(0, headBytes), contextBytes(context)]);
  return open(secret, blob.subarray(headBytes), aad);
}

/** Reads the head; `undefined` when this is no blob, or a damaged one. */
export function readHead(blob: Uint8Array): BlobHead | undefined {
  if (blob.length < headBytes + SEAL_OVERHEAD) return undefined;
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, headBytes);
  const named = bytes.subarray(0, headBytes - 4);
  if (!bytes.subarray(0, mark.length).equals(mark) || bytes[mark.length]! > 1) return undefined;
  if (!checkOf(named).equals(bytes.subarray(headBytes - 4))) return undefined;
  const id = bytes.toString('hex', 4, 20);
  return {
    keyId: bytes[mark.length] === 1 ? `mrk-${id}` : hexToUuid(id),
    materialId: bytes.toString('hex', 20, 52),
  };
}

const heads = new WeakMap<KeyObject, Buffer>();

/** The head is the same in every blob of one material, which belongs to one key id. */
function headOf(head: BlobHead, secret: KeyObject): Buffer {
  const known = heads.get(secret);
  if (known) return known;
  const made = writeHead(head);
  heads.set(secret, made);
  return made;
}

function writeHead({ keyId, materialId }: BlobHead): Buffer {
  const multiRegion = keyId.startsWith('mrk-');
  const id = multiRegion ? keyId.slice('mrk-'.length) : keyId.replaceAll('-', '');
  const named = Buffer.concat([
    mark,
    Buffer.from([multiRegion ? 1 : 0]),
    Buffer.from(id, 'hex'),
    Buffer.from(materialId, 'hex'),
  ]);
  return Buffer.concat([named, checkOf(named)]);
}

function checkOf(named: Uint8Array): Buffer {
  return createHash('sha256').update(named).digest().subarray(0, 4);
}
