// The keys of a world file in a store: those that the store does not know are added, and what it knows otherwise
// is told, since the store counts.

import type { StoredKey } from '../../kms/key.ts';
import { seedKeys } from '../../kms/seed-keys.ts';
import { printPolicy } from '../../policy/print.ts';
import type { Key, World } from '../../world/world.ts';
import type { Memory } from './memory.ts';
import { unitOf } from './unit.ts';

/** Adds the keys that are missing. */
export function addMissingKeys(memory: Memory, world: World, now: Date): void {
  const { store } = memory;
  for (const account of world.accounts.values()) {
    const missing = account.keys.filter(
      (key) => !memory.removed.has(unitOf(key)) && !rawKey(memory, key, now),
    );
    seedKeys(
      store,
      account,
      missing,
      now,
      ({ id }) =>
        store.allKeys(account.id, now).find(({ view }) => view.multiRegion && view.id === id)
          ?.family,
    );
  }
}

/** Sentences: what the world says of keys that the store holds otherwise. */
export function differencesOf(memory: Memory, world: World, now: Date): string[] {
  return [...world.accounts.values()].flatMap(({ keys }) =>
    keys.flatMap((key) => {
      if (memory.removed.has(unitOf(key))) {
        return `the key \`${key.arn}\` of the world was deleted in the store, and is not made again`;
      }
      const held = rawKey(memory, key, now);
      const parts = held ? differentParts(key, held) : [];
      if (parts.length === 0) return [];
      return `the key \`${key.arn}\` has another ${listed(parts)} in the store than in the world; the store counts`;
    }),
  );
}

function rawKey({ store }: Memory, { account, region, id }: Key, now: Date) {
  return store.key(account, region, id, now);
}

function differentParts(key: Key, { view, policyText }: StoredKey): string[] {
  const texts: readonly [string, unknown, unknown][] = [
    ['policy', key.policy && printPolicy(key.policy), view.policy && policyText],
    ['state', key.state, view.state],
    ['spec', key.spec, view.spec],
    ['usage', key.usage, view.usage],
    ['description', key.description ?? '', view.description ?? ''],
    ['set of aliases', [...key.aliases].sort().join(), [...view.aliases].sort().join()],
    ['set of tags', tagText(key), tagText(view)],
    ['set of grants', grantText(key), grantText(view)],
  ];
  return texts.filter(([, one, other]) => one !== other).map(([name]) => name);
}

function tagText({ tags }: Key): string {
  return JSON.stringify(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function grantText({ grants }: Key): string {
  return grants
    .map(({ GrantId }) => GrantId)
    .sort()
    .join();
}

function listed(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0]!;
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
