// Which of a key's materials an import brings: one that it had before, or a new one that only symmetric
// encryption keys take.
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-import-key-material.html
import type { ImportKeyMaterialRequest } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import { incorrectMaterial } from './imported-material.ts';
import { pendingMaterial } from './imports.ts';
import type { KeyMaterial, StoredKey } from './key.ts';
import { isSymmetric } from './rotation.ts';

/** Throws for parameters that belong to keys with more than one material, on a key of another kind. */
export function checkSymmetricParameters(key: StoredKey, input: ImportKeyMaterialRequest): void {
  const names = ['ImportType', 'KeyMaterialDescription', 'KeyMaterialId'] as const;
  const [given] = names.filter((name) => input[name] !== undefined);
  if (given !== undefined && !isSymmetric(key)) {
    const message = `${given} is not supported for ${key.view.spec} keys.`;
    throw new KmsError('UnsupportedOperationException', message);
  }
  if (input.KeyMaterialId !== undefined && typeOf(key, input) === 'NEW_KEY_MATERIAL') {
    const message = 'KeyMaterialId cannot be set if the ImportType is NEW_KEY_MATERIAL';
    throw new KmsError('ValidationException', message);
  }
}

/** The material of this id among the key's own; a new one is added to them. */
export function associate(
  key: StoredKey,
  id: string,
  input: ImportKeyMaterialRequest,
  now: Date,
): KeyMaterial {
  const { materials } = key.family;
  const known = materials.find((material) => material.id === id);
  if (input.KeyMaterialId !== undefined && input.KeyMaterialId !== id) {
    throw incorrectMaterial('The key material is not that of the given KeyMaterialId.');
  }
  if (typeOf(key, input) === 'EXISTING_KEY_MATERIAL') {
    if (!known) throw incorrectMaterial('The key material was not imported into this key before.');
    return Object.assign(known, descriptionOf(input));
  }
  if (known) throw incorrectMaterial('The key material is already associated with this key.');
  checkNew(key, id);
  const material: KeyMaterial = {
    id,
    createdAt: now,
    state: materials.length === 0 ? 'CURRENT' : 'PENDING_ROTATION',
    ...descriptionOf(input),
  };
  materials.push(material);
  return material;
}

/** A material keeps its description when it is imported again without one. */
function descriptionOf({ KeyMaterialDescription: description }: ImportKeyMaterialRequest) {
  return description === undefined ? {} : { description };
}

function typeOf({ family }: StoredKey, { ImportType }: ImportKeyMaterialRequest) {
  if (ImportType !== undefined) return ImportType;
  return family.materials.length === 0 ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL';
}

function checkNew(key: StoredKey, id: string): void {
  const { view, family } = key;
  if (isSymmetric(key) && view.region !== family.primaryRegion) {
    const message = `New key material cannot be imported into ${view.arn}: import it into the multi-Region primary key first.`;
    throw new KmsError('UnsupportedOperationException', message);
  }
  const pending = pendingMaterial(family);
  if (!pending) return;
  const message = `New key material (id: ${id}) cannot be imported into KMS key ${view.arn}, because another key material (id: ${pending.id}) is pending rotation.`;
  throw new KmsError('KMSInvalidStateException', message);
}
