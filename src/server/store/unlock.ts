// Opens what a store seals: finds the key-encryption key, proves it by the value that the store keeps for that, and
// makes both when the store is new. With a wrong key nothing is written.
import { existsSync, renameSync } from 'node:fs';
import type { Kysely } from 'kysely';
import type { Random } from '../../crypto/random.ts';
import { about } from './about.ts';
import {
  type KeyEncryptionKey,
  type KeySource,
  newScryptParameters,
  nextKeyFile,
  readKeyEncryptionKey,
  type ScryptParameters,
} from './key-encryption-key.ts';
import { migrate, schemaVersion } from './migrations.ts';
import { seal, unseal } from './seal.ts';
import type { StoreDatabase } from './store-database.ts';
import { faultOf, StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';

/** A store whose secrets can be opened. */
export interface Unlocked {
  readonly key: KeyEncryptionKey;
  /** What markers and the ids of imported materials are made with. */
  readonly digestKey: Uint8Array;
}

/** How to open it. */
export interface UnlockOptions {
  readonly source: KeySource;
  readonly random: Random;
  readonly readOnly: boolean;
  /** Begins with nothing: all that the store holds is deleted. */
  readonly fresh: boolean;
}

/** Brings the tables up to date and opens the store. Throws a StoreError that says why it cannot. */
export async function unlock(store: StoreDatabase, options: UnlockOptions): Promise<Unlocked> {
  const { readOnly, fresh, source, random } = options;
  const settings = await settingsOf(store.db);
  if (!settings && readOnly) {
    throw new StoreError(`there is no store in ${store.where} that could be read`);
  }
  const known = fresh ? undefined : settings;
  const parameters = source.kind === 'passphrase' ? newScryptParameters(random) : undefined;
  const key = known
    ? await provenKey(store, known, source, random)
    : await readKeyEncryptionKey(source, { isNew: true, random, scrypt: parameters });
  if (readOnly) return { key, digestKey: digestKeyOf(known!, key) };
  const kept = await retried(() =>
    transact(store.db, async (tx) => {
      await migrate(tx, store.bytes);
      await tx.updateTable('heads').set({ id: 1 }).where('id', '=', 1).execute();
      if (fresh) await empty(tx);
      const now = await settingsOf(tx);
      // Another process may have made the store meanwhile.
      if (now) return now;
      const made: Settings = {
        check: seal(key, Buffer.from(about.check), about.check, random),
        digestKey: seal(key, random(32), about.digestKey, random),
        scrypt: parameters,
      };
      await saveSettings(tx, made, key);
      return made;
    }),
  );
  check(store, kept, key);
  return { key, digestKey: digestKeyOf(kept, key) };
}

/** The key of a source, once it is proven to be the one that the store is sealed with. */
export async function provenKey(
  store: StoreDatabase,
  settings: Settings,
  source: KeySource,
  random: Random,
): Promise<KeyEncryptionKey> {
  const options = { isNew: false, random, scrypt: settings.scrypt };
  const key = await readKeyEncryptionKey(source, options);
  if (source.kind === 'file' && !isKeyOf(settings, key)) {
    // A rotation that was interrupted before the new file took the place of the old one.
    const path = nextKeyFile(source.path);
    if (existsSync(path)) {
      const next = await readKeyEncryptionKey({ kind: 'file', path }, options);
      if (isKeyOf(settings, next)) {
        renameSync(path, source.path);
        return next;
      }
    }
  }
  check(store, settings, key);
  return key;
}

/** The sealed settings of a store. */
export interface Settings {
  readonly check: Uint8Array;
  readonly digestKey: Uint8Array;
  readonly scrypt: ScryptParameters | undefined;
}

/** Reads the settings; undefined for a store that is new. */
export async function settingsOf(db: Kysely<Tables>): Promise<Settings | undefined> {
  if ((await schemaVersion(db)) === 0) return undefined;
  const rows = await db.selectFrom('settings').selectAll().execute();
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const checkText = values.get('check');
  const digestText = values.get('digest_key');
  const scryptText = values.get('scrypt');
  if (checkText === undefined || digestText === undefined) return undefined;
  return {
    check: Buffer.from(checkText, 'base64'),
    digestKey: Buffer.from(digestText, 'base64'),
    scrypt: scryptText === undefined ? undefined : (JSON.parse(scryptText) as ScryptParameters),
  };
}

/** Writes the settings, and which key seals the store. */
export async function saveSettings(
  db: Kysely<Tables>,
  settings: Settings,
  key: KeyEncryptionKey,
): Promise<void> {
  const values = {
    check: Buffer.from(settings.check).toString('base64'),
    digest_key: Buffer.from(settings.digestKey).toString('base64'),
    ...(settings.scrypt === undefined ? {} : { scrypt: JSON.stringify(settings.scrypt) }),
  };
  await db.deleteFrom('settings').execute();
  await db
    .insertInto('settings')
    .values(Object.entries(values).map(([name, value]) => ({ name, value })))
    .execute();
  const sealed_by = Buffer.from(key.id).toString('hex');
  await db.updateTable('heads').set({ sealed_by }).where('id', '=', 1).execute();
}

/** Throws unless the key is the one that the store is sealed with. */
function check(store: StoreDatabase, settings: Settings, key: KeyEncryptionKey): void {
  if (isKeyOf(settings, key)) return;
  throw new StoreError(
    `the key-encryption key is not the one that the store in ${store.where} was sealed with; nothing was changed, give the right one`,
  );
}

function isKeyOf(settings: Settings, key: KeyEncryptionKey): boolean {
  try {
    unseal(key, settings.check, about.check);
    return true;
  } catch {
    return false;
  }
}

function digestKeyOf({ digestKey }: Settings, key: KeyEncryptionKey): Uint8Array {
  return unseal(key, digestKey, about.digestKey);
}

const emptied = [
  'settings',
  'families',
  'materials',
  'keys',
  'policies',
  'tags',
  'aliases',
  'grants',
  'grant_tokens',
  'import_tokens',
  'last_usages',
  'sessions',
  'used_codes',
  'events',
] as const;

/** The number of the last change stays, so that processes which still run find out. */
async function empty(db: Kysely<Tables>): Promise<void> {
  for (const table of emptied) await db.deleteFrom(table).execute();
  await db
    .updateTable('heads')
    .set((all) => ({ change: all('change', '+', 1), sealed_by: '' }))
    .where('id', '=', 1)
    .execute();
}

/** Two processes that make the tables at once get in each other's way: one of them tries again. */
async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const { code } = error as { code?: unknown };
      const isRace = code === '23505' || code === '42P07' || faultOf(error) === 'conflict';
      if (!isRace || attempt === maxAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

const maxAttempts = 10;
