// Moves a key to where the clock has it: what AWS KMS does by itself happens when the key is next looked at.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
import type { Random } from '../crypto/random.ts';
import { dropImport, forgetUnheld } from './imports.ts';
import { change, isExternal, type KeyFamily, type StoredKey } from './key.ts';
import { addMaterial } from './materials.ts';

/** How many milliseconds a day has. */
export const dayMs = 86_400_000;

interface Removing {
  readonly remove: (key: StoredKey) => void;
  readonly random: Random;
}

/** Deletes, expires and rotates what is due, in the key and those related to it. */
export function settle({ family }: StoredKey, store: Removing, now: Date): void {
  for (let due = firstDue(family, now); due; due = firstDue(family, now)) {
    store.remove(due);
    if (isExternal(due)) forgetUnheld(family);
    releasePrimary(family, due.deletionDate!);
  }
  for (const member of family.members.values()) if (member.imports.size > 0) expire(member, now);
  rotate(family, store.random, now);
}

/** The related key whose deletion was due first. */
function firstDue({ members }: KeyFamily, now: Date): StoredKey | undefined {
  let first: StoredKey | undefined;
  for (const member of members.values()) {
    const { deletionDate } = member;
    if (!deletionDate || deletionDate > now) continue;
    if (!first || deletionDate < first.deletionDate!) first = member;
  }
  return first;
}

/** A primary key that waited for its replicas begins its own window when the last of them is gone. */
function releasePrimary({ members, primaryRegion }: KeyFamily, at: Date): void {
  const primary = members.get(primaryRegion);
  if (primary?.view.state !== 'PendingReplicaDeletion' || members.size > 1) return;
  change(primary, { state: 'PendingDeletion' });
  primary.deletionDate = new Date(at.getTime() + (primary.pendingWindowDays ?? 30) * dayMs);
}

function expire(key: StoredKey, now: Date): void {
  for (const [id, { validTo }] of key.imports) {
    if (validTo && validTo <= now) dropImport(key, id);
  }
}

/** Automatic rotation pauses while the primary key is not enabled, and then makes up for one that is due. */
function rotate(family: KeyFamily, random: Random, now: Date): void {
  const { rotation } = family;
  if (!rotation || rotation.next > now) return;
  if (family.members.get(family.primaryRegion)?.view.state !== 'Enabled') {
    rotation.next = now;
    return;
  }
  while (rotation.next <= now) {
    addMaterial(family, rotation.next, random, 'AUTOMATIC');
    rotation.next = new Date(rotation.next.getTime() + rotation.periodDays * dayMs);
  }
}
