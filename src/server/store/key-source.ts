// Where the key-encryption key of a store is, when nobody says.
import { join } from 'node:path';
import type { KeySource } from './key-encryption-key.ts';
import { isPostgresUrl } from './open-database.ts';
import { StoreError } from './store-error.ts';

/** `keyward.key` in the directory of an SQLite store; a shared store has no such place. */
export function defaultKeySource(where: string): KeySource {
  if (!isPostgresUrl(where)) return { kind: 'file', path: join(where, 'keyward.key') };
  throw new StoreError(
    'a store in PostgreSQL needs a key-encryption key that all its processes share: name a file, an environment variable or a passphrase',
  );
}
