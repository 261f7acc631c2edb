// Encryption and decryption with a KMS key, symmetric or RSA: what Encrypt, Decrypt, ReEncrypt and the data
// keys share.
import { type EncryptionAlgorithm, encryptionAlgorithms } from '../crypto/rsa-oaep.ts';
import type { EncryptionAlgorithmSpec } from './api-types.generated.ts';
import { decryptBlob, encryptBlob, hasHead, headOf } from './ciphertext.ts';
import type { EncryptionContext } from './encryption-context.ts';
import { KmsError } from './errors.ts';
import { currentMaterial, type StoredKey } from './key.ts';
import { pairOf, secretOf } from './materials.ts';
import type { Call } from './operation.ts';

/** What a blob was made with, or opened to, and the id of the key material. */
export interface Made {
  readonly bytes: Uint8Array;
  /** Absent for asymmetric keys. */
  readonly KeyMaterialId?: string;
}

/** The parts of a call that cryptography needs. */
export type CryptoCall = Pick<Call, 'workers' | 'random'>;

/** Encrypts. Throws InvalidKeyUsage for an algorithm that the key does not have. Symmetric keys answer at once. */
export function encryptWith(
  key: StoredKey,
  algorithm: EncryptionAlgorithmSpec,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  call: CryptoCall,
): Made | Promise<Made> {
  checkAlgorithm(key, algorithm);
  if (algorithm === 'SYMMETRIC_DEFAULT') return encryptSymmetric(key, plaintext, context, call);
  refuseContext(context);
  return encryptAsymmetric(key, algorithm as EncryptionAlgorithm, plaintext, call);
}

async function encryptAsymmetric(
  key: StoredKey,
  algorithm: EncryptionAlgorithm,
  plaintext: Uint8Array,
  { workers, random }: CryptoCall,
): Promise<Made> {
  const row = encryptionAlgorithms[algorithm];
  const { publicKey } = await pairOf(key, workers, random);
  const max = row.maxPlaintext(modulusBits(key));
  if (plaintext.length > max) {
    throw new KmsError(
      'ValidationException',
      `Algorithm ${algorithm} and key spec ${key.view.spec} cannot encrypt data larger than ${max} bytes.`,
    );
  }
  return { bytes: row.encrypt(publicKey, plaintext) };
}

/** Encrypts under the current material of a symmetric key. */
export function encryptSymmetric(
  key: StoredKey,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  { random }: Pick<Call, 'random'>,
): Made & { readonly KeyMaterialId: string } {
  const material = currentMaterial(key);
  const secret = secretOf(key, material);
  const head = headOf(key.view.id, material!);
  const bytes = encryptBlob(head, secret, plaintext, context, random);
  return { bytes, KeyMaterialId: material!.id };
}

/** Decrypts. Throws InvalidCiphertext for anything that this key did not make with this context. */
export function decryptWith(
  key: StoredKey,
  algorithm: EncryptionAlgorithmSpec,
  blob: Uint8Array,
  context: EncryptionContext | undefined,
  call: CryptoCall,
): Made | Promise<Made> {
  if (!key.family.spec.encryptionAlgorithms.includes(algorithm)) throw invalidCiphertext();
  if (algorithm === 'SYMMETRIC_DEFAULT') return decryptSymmetric(key, blob, context);
  refuseContext(context);
  return decryptAsymmetric(key, algorithm as EncryptionAlgorithm, blob, call);
}

async function decryptAsymmetric(
  key: StoredKey,
  algorithm: EncryptionAlgorithm,
  blob: Uint8Array,
  { workers, random }: CryptoCall,
): Promise<Made> {
  const pair = await pairOf(key, workers, random);
  const bytes = await encryptionAlgorithms[algorithm].decrypt(pair, blob, workers);
  if (!bytes) throw invalidCiphertext();
  return { bytes };
}

function decryptSymmetric(
  key: StoredKey,
  blob: Uint8Array,
  context: EncryptionContext | undefined,
): Made {
  const { view, family } = key;
  for (const material of family.materials) {
    const head = headOf(view.id, material);
    if (!hasHead(blob, head)) continue;
    const bytes = decryptBlob(head, secretOf(key, material), blob, context);
    if (!bytes) break;
    return { bytes, KeyMaterialId: material.id };
  }
  throw invalidCiphertext();
}

/** Throws InvalidKeyUsage for an algorithm that the key's spec does not have. */
export function checkAlgorithm({ family: { spec } }: StoredKey, algorithm: string): void {
  const { encryptionAlgorithms, signingAlgorithms, macAlgorithms } = spec;
  const known: readonly (readonly string[])[] = [
    encryptionAlgorithms,
    signingAlgorithms,
    macAlgorithms,
  ];
  if (known.some((names) => names.includes(algorithm))) return;
  const message = `Algorithm ${algorithm} is incompatible with key spec ${spec.name}.`;
  throw new KmsError('InvalidKeyUsageException', message);
}

/** What AWS KMS answers to a ciphertext that is damaged, or was made otherwise; it says no more. */
export function invalidCiphertext(): KmsError {
  return new KmsError(
    'InvalidCiphertextException',
    '',
    'the ciphertext is damaged, or was made with another key, algorithm or encryption context; AWS KMS does not say which',
  );
}

/** An encryption context belongs to symmetric encryption. */
function refuseContext(context: EncryptionContext | undefined): void {
  if (context === undefined || Object.keys(context).length === 0) return;
  const message = 'EncryptionContext is only supported for symmetric encryption keys.';
  throw new KmsError('ValidationException', message);
}

function modulusBits({ view }: StoredKey): number {
  return Number(view.spec.slice('RSA_'.length));
}
