// The world as the calls have left it: its identities as the files say, its keys as the store has them.
import type { KeyStore } from '../../kms/key-store.ts';
import type { Account, World } from '../../world/world.ts';

/** A world of which nothing is known. */
export const emptyWorld: World = { accounts: new Map(), files: [], diagnostics: [] };

/** The world with the keys that a store holds now. */
export function worldNow(store: KeyStore, world: World, now: Date): World {
  const accounts = [...world.accounts.values()].map((account): [string, Account] => [
    account.id,
    { ...account, keys: store.allKeys(account.id, now).map(({ view }) => view) },
  ]);
  return { ...world, accounts: new Map(accounts) };
}
