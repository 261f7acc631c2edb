// When keys were last used by other processes that share the store. No change of a key rests on it, so it is read
// only for the operations that tell of it or that policies may ask about it.
import type { Kysely } from 'kysely';
import type { SimulateRequest } from '../../kms/simulate-request.ts';
import type { Memory } from './memory.ts';
import type { Tables } from './tables.ts';

const asking: ReadonlySet<string> = new Set([
  'GetKeyLastUsage',
  'DisableKey',
  'ScheduleKeyDeletion',
]);

/** Brings the last use of the key that a request names up to date. */
export async function readUsage(
  db: Kysely<Tables>,
  { store }: Memory,
  { operation, parameters }: SimulateRequest,
  now: Date,
): Promise<void> {
  const named = parameters?.KeyId;
  if (!asking.has(operation) || typeof named !== 'string') return;
  const id = named.slice(named.lastIndexOf('/') + 1);
  const rows = await db.selectFrom('last_usages').selectAll().where('key_id', '=', id).execute();
  for (const row of rows) {
    const key = store.key(row.account, row.region, row.key_id, now);
    if (!key || (key.lastUsage && key.lastUsage.at.getTime() >= row.used_at)) continue;
    key.lastUsage = {
      operation: row.operation,
      at: new Date(row.used_at),
      idBytes: Buffer.from(row.id_bytes, 'hex'),
    };
  }
}
