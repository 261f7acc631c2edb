// Imported key material, Region by Region: what is held, what waits for its rotation, and what is forgotten.
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-delete-key-material.html
import type { KeyMaterialState } from './api-types.generated.ts';
import { change, type KeyFamily, type KeyMaterial, type StoredKey } from './key.ts';

/** The state of a material, as AWS KMS tells it: what waits for rotation may wait for replicas first. */
export function materialState(family: KeyFamily, { id, state }: KeyMaterial): KeyMaterialState {
  if (state !== 'PENDING_ROTATION') return state;
  const everywhere = [...family.members.values()].every(({ imports }) => imports.has(id));
  return everywhere ? 'PENDING_ROTATION' : 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
}

/** The imported material that waits for its rotation; a key has one at most. */
export function pendingMaterial({ materials }: KeyFamily): KeyMaterial | undefined {
  return materials.find(({ state }) => state === 'PENDING_ROTATION');
}

/** Whether a key holds all material that is permanently its own. */
export function isComplete({ family, imports }: StoredKey): boolean {
  const own = family.materials.filter(({ state }) => state !== 'PENDING_ROTATION');
  return own.length > 0 && own.every(({ id }) => imports.has(id));
}

/** Takes imported material from a key, as deletion and expiry do. */
export function dropImport(key: StoredKey, materialId: string): void {
  const { family, view } = key;
  const pending = pendingMaterial(family)?.id === materialId;
  if (pending && view.region === family.primaryRegion) dropEverywhere(family, materialId);
  else key.imports.delete(materialId);
  if (!pending && (view.state === 'Enabled' || view.state === 'Disabled')) {
    change(key, { state: 'PendingImport' });
  }
  forgetUnheld(family);
}

/** What waits for rotation is not yet the key's own: with it goes all that replicas have of it. */
function dropEverywhere({ members, materials }: KeyFamily, materialId: string): void {
  for (const { imports } of members.values()) imports.delete(materialId);
  materials.splice(
    materials.findIndex(({ id }) => id === materialId),
    1,
  );
}

/** Forgets the secrets of imported materials that no Region holds any more. */
export function forgetUnheld({ members, materials }: KeyFamily): void {
  const related = [...members.values()];
  for (const material of materials) {
    if (related.some(({ imports }) => imports.has(material.id))) continue;
    delete material.secret;
    delete material.pair;
  }
}
