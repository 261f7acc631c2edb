// Reads key material that comes from outside, as a key's spec wants it. The bytes themselves are not kept.
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html
import { createSecretKey } from 'node:crypto';
import { importPrivateKey } from '../crypto/import-private-key.ts';
import { KmsError } from './errors.ts';
import type { KeyMaterial, StoredKey } from './key.ts';
import type { KeySpecRow } from './key-specs.ts';
import type { KeyStore } from './key-store.ts';

/** Material that was read: its id, and what a key uses of it. */
export interface ReadMaterial {
  /** The same material has the same id within a key, in every Region. */
  readonly id: string;
  readonly parts: Pick<KeyMaterial, 'secret' | 'pair'>;
}

/** Reads material for a key; throws IncorrectKeyMaterial for what its spec does not allow. */
export function readMaterial(
  { family: { id: keyId, spec } }: StoredKey,
  bytes: Uint8Array,
  { digest }: Pick<KeyStore, 'digest'>,
): ReadMaterial {
  const parts = readParts(spec, bytes);
  // One private key has many encodings, and one public half.
  const identity = parts.pair?.publicKey ?? bytes;
  return { id: digest('material', keyId, identity).toString('hex'), parts };
}

/** What a key of a spec uses of these bytes; throws IncorrectKeyMaterial for what the spec does not allow. */
export function readParts(spec: KeySpecRow, bytes: Uint8Array): ReadMaterial['parts'] {
  const { material } = spec;
  if ('bytes' in material) {
    checkSize(spec, material.bytes, bytes.length);
    return { secret: createSecretKey(bytes) };
  }
  const read = importPrivateKey(material.pair, bytes);
  if ('pair' in read) return { pair: read.pair };
  const what = read.problem.replaceAll('-', ' ');
  throw incorrectMaterial(`The key material is not a private key of ${spec.name}: ${what}.`);
}

/** The most that an HMAC key may have: 1024 bits. */
const maxHmacBytes = 128;

function checkSize({ name, usages }: KeySpecRow, least: number, size: number): void {
  const most = usages.includes('GENERATE_VERIFY_MAC') ? maxHmacBytes : least;
  if (size >= least && size <= most) return;
  const wanted = most === least ? `${least}` : `${least} to ${most}`;
  throw incorrectMaterial(`The key material of ${name} must have ${wanted} bytes, not ${size}.`);
}

/** What AWS KMS answers to material that does not meet expectations. */
export function incorrectMaterial(message: string): KmsError {
  return new KmsError('IncorrectKeyMaterialException', message);
}
