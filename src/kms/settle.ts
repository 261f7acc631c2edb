// Moves a key to where the clock has it: what AWS KMS does by itself happens when the key is next looked at.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
import type { Random } from '../crypto/random.ts';
import { change, type StoredKey } from './key.ts';
import { addMaterial } from './materials.ts';

/** How many milliseconds a day has. */
export const dayMs = 86_400_000;

interface Removing {
  readonly remove: (key: StoredKey) => void;
  readonly random: Random;
}

/** Deletes, expires and rotates what is due. */
export function settle(key: StoredKey, store: Removing, now: Date): void {
  if (key.deletionDate && key.deletionDate <= now) {
    store.remove(key);
    releasePrimary(key, key.deletionDate);
    return;
  }
  if (key.imports.size > 0) expire(key, now);
  rotate(key, store.random, now);
}

/** A primary key that waited for its replicas begins its own window when the last of them is gone. */
function releasePrimary({ family }: StoredKey, at: Date): void {
  const primary = family.members.get(family.primaryRegion);
  if (primary?.view.state !== 'PendingReplicaDeletion' || family.members.size > 1) return;
  change(primary, { state: 'PendingDeletion' });
  primary.deletionDate = new Date(at.getTime() + (primary.pendingWindowDays ?? 30) * dayMs);
}

/** A key goes to PendingImport when any of its materials expires. */
function expire(key: StoredKey, now: Date): void {
  for (const [id, { validTo }] of key.imports) {
    if (!validTo || validTo > now) continue;
    key.imports.delete(id);
    dropUnheld(key, id);
    if (key.view.state === 'Enabled' || key.view.state === 'Disabled') {
      change(key, { state: 'PendingImport' });
    }
  }
}

/** Forgets the secret of a material that no Region holds any more. */
export function dropUnheld({ family }: StoredKey, materialId: string): void {
  for (const member of family.members.values()) if (member.imports.has(materialId)) return;
  const material = family.materials.find(({ id }) => id === materialId);
  if (!material) return;
  delete material.secret;
  delete material.pair;
}

/** Automatic rotation pauses while the primary key is not enabled. */
function rotate({ family }: StoredKey, random: Random, now: Date): void {
  const { rotation } = family;
  if (!rotation || rotation.next > now) return;
  if (family.members.get(family.primaryRegion)?.view.state !== 'Enabled') return;
  while (rotation.next <= now) {
    addMaterial(family, rotation.next, random, 'AUTOMATIC');
    rotation.next = new Date(rotation.next.getTime() + rotation.periodDays * dayMs);
  }
}
