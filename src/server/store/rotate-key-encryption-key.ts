// Puts another key-encryption key in place of the one that a store is sealed with: every data key is wrapped anew, in
// one transaction. Processes that still hold the old key are refused by the store from then on.
import { renameSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { type Random, systemRandom } from '../../crypto/random.ts';
import { about } from './about.ts';
import {
  type KeyEncryptionKey,
  type KeySource,
  newScryptParameters,
  nextKeyFile,
  readKeyEncryptionKey,
} from './key-encryption-key.ts';
import { defaultKeySource } from './key-source.ts';
import { openDatabase } from './open-database.ts';
import { reseal } from './seal.ts';
import { StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';
import { provenKey, saveSettings, settingsOf } from './unlock.ts';

/** Which store, and from which key to which. */
export interface RotateOptions {
  /** The key that the store is sealed with; `keyward.key` in its directory unless said otherwise. */
  readonly from?: KeySource;
  /** The new one. Without it, a new key takes the place of the old one in its file. */
  readonly to?: KeySource;
  readonly random?: Random;
}

/** Rotates the key-encryption key of a store; answers how many sealed values it holds. Throws a StoreError. */
export async function rotateKeyEncryptionKey(
  where: string,
  options: RotateOptions = {},
): Promise<number> {
  const { random = systemRandom } = options;
  const from = options.from ?? defaultKeySource(where);
  const to = options.to ?? inPlaceOf(from);
  const store = await openDatabase(where, { readOnly: false });
  try {
    const settings = await settingsOf(store.db);
    if (!settings) throw new StoreError(`there is no store in ${store.where} to rotate the key of`);
    const old = await provenKey(store, settings, from, random);
    const scrypt = to.kind === 'passphrase' ? newScryptParameters(random) : undefined;
    const next = await readKeyEncryptionKey(to, { isNew: true, random, scrypt });
    const count = await transact(store.db, async (tx) => {
      await tx.updateTable('heads').set({ id: 1 }).where('id', '=', 1).execute();
      const turn = (sealed: Uint8Array, of: string) => reseal(old, next, sealed, of, random);
      const now = (await settingsOf(tx))!;
      await saveSettings(
        tx,
        {
          check: turn(now.check, about.check),
          digestKey: turn(now.digestKey, about.digestKey),
          scrypt,
        },
        next,
      );
      return (await rewrap(tx, old, next, random)) + 2;
    });
    if (options.to === undefined && from.kind === 'file') {
      renameSync(nextKeyFile(from.path), from.path);
    }
    return count;
  } finally {
    await store.close();
  }
}

function inPlaceOf(from: KeySource): KeySource {
  if (from.kind === 'file') return { kind: 'file', path: nextKeyFile(from.path) };
  throw new StoreError(
    'the new key-encryption key is missing: name a file, an environment variable or a passphrase',
  );
}

async function rewrap(
  db: Kysely<Tables>,
  old: KeyEncryptionKey,
  next: KeyEncryptionKey,
  random: Random,
): Promise<number> {
  let count = 0;
  const turn = (sealed: Uint8Array | ArrayBuffer, of: string) => {
    count++;
    return reseal(old, next, new Uint8Array(sealed), of, random);
  };
  for (const row of await db.selectFrom('materials').selectAll().execute()) {
    if (row.sealed === null) continue;
    await db
      .updateTable('materials')
      .set({ sealed: turn(row.sealed, about.material(row.unit, row.material_id)) })
      .where('unit', '=', row.unit)
      .where('material_id', '=', row.material_id)
      .execute();
  }
  const grants = db.selectFrom('grants').selectAll().where('sealed', 'is not', null);
  for (const row of await grants.execute()) {
    await db
      .updateTable('grants')
      .set({ sealed: turn(row.sealed!, about.grantToken(row.unit, row.grant_id)) })
      .where('account', '=', row.account)
      .where('region', '=', row.region)
      .where('key_id', '=', row.key_id)
      .where('grant_id', '=', row.grant_id)
      .execute();
  }
  for (const row of await db.selectFrom('import_tokens').selectAll().execute()) {
    await db
      .updateTable('import_tokens')
      .set({ sealed: turn(row.sealed, about.importToken(row.token_digest)) })
      .where('token_digest', '=', row.token_digest)
      .execute();
  }
  for (const row of await db.selectFrom('sessions').selectAll().execute()) {
    await db
      .updateTable('sessions')
      .set({ sealed: turn(row.sealed, about.session(row.access_key_id)) })
      .where('access_key_id', '=', row.access_key_id)
      .execute();
  }
  return count;
}
