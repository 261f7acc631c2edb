// Key material: how it is made, named and found again. Bytes are made at once; key pairs when they are
// first needed, since an RSA pair takes up to seconds.
import { createSecretKey } from 'node:crypto';
import { generateKeyPair, type KeyPair } from '../crypto/key-pair.ts';
import type { Random } from '../crypto/random.ts';
import type { Workers } from '../crypto/workers.ts';
import type { RotationType } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import type { KeyFamily, KeyMaterial, StoredKey } from './key.ts';

/** Adds a fresh material that becomes the current one. */
export function addMaterial(
  family: KeyFamily,
  now: Date,
  random: Random,
  rotation?: RotationType,
): KeyMaterial {
  const { material: kind } = family.spec;
  const made: KeyMaterial = {
    id: Buffer.from(random(32)).toString('hex'),
    createdAt: now,
    state: 'CURRENT',
    ...(rotation ? { rotation: { date: now, type: rotation } } : {}),
  };
  if ('bytes' in kind) {
    const bytes = random(kind.bytes);
    made.secret = createSecretKey(bytes);
    bytes.fill(0);
  }
  makeCurrent(family, made);
  family.materials.push(made);
  return made;
}

/** Makes one material the current one; the one before stays for decryption. */
export function makeCurrent(family: KeyFamily, material: KeyMaterial): void {
  for (const other of family.materials) {
    if (other.state === 'CURRENT') other.state = 'NON_CURRENT';
  }
  material.state = 'CURRENT';
}

/** The secret bytes of a material that this key may use; throws KMSInvalidState without it. */
export function secretOf(key: StoredKey, material: KeyMaterial | undefined) {
  if (!material?.secret || !isHeld(key, material)) throw pendingImport(key);
  return material.secret;
}

/** The key pair of a key, made when it is first asked for. */
export async function pairOf(key: StoredKey, workers: Workers, random: Random): Promise<KeyPair> {
  const { family } = key;
  const [material] = family.materials;
  const kind = family.spec.material;
  if (!material || !('pair' in kind) || !isHeld(key, material)) throw pendingImport(key);
  if (!material.pair) {
    family.making ??= generateKeyPair(kind.pair, workers, random).then((pair) => {
      material.pair ??= pair;
    });
    await family.making;
  }
  return material.pair!;
}

/** Whether the key has the material in its Region: imported material may have been deleted or expired. */
export function isHeld({ view, imports }: StoredKey, material: KeyMaterial): boolean {
  return view.origin !== 'EXTERNAL' || imports.has(material.id);
}

function pendingImport({ view }: StoredKey): KmsError {
  return new KmsError('KMSInvalidStateException', `${view.arn} is pending import.`);
}
