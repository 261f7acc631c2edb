// Sessions in the store: what AWS STS gave out is sealed, and known to every process that shares the store.
import type { Kysely } from 'kysely';
import type { Sessions, StoredSession } from '../sessions.ts';
import { about } from './about.ts';
import { seal, unseal } from './seal.ts';
import type { Tables } from './tables.ts';
import type { Sealing } from './write-changes.ts';

/** Sessions that outlive the process. Those that were looked up lately are remembered: a session never changes. */
export function sqlSessions(
  db: Kysely<Tables>,
  { key, random }: Sealing,
  now: () => Date,
): Sessions {
  const known = new Map<string, StoredSession>();
  const remember = (session: StoredSession) => {
    known.set(session.accessKeyId, session);
    if (known.size > kept) known.delete(known.keys().next().value!);
    return session;
  };
  return {
    async put(session) {
      const { accessKeyId, expiresAt } = session;
      const sealed = seal(
        key,
        Buffer.from(JSON.stringify(session)),
        about.session(accessKeyId),
        random,
      );
      await db
        .deleteFrom('sessions')
        .where('expires_at', '<', now().getTime() - dayMs)
        .execute();
      await db
        .insertInto('sessions')
        .values({ access_key_id: accessKeyId, expires_at: Date.parse(expiresAt), sealed })
        .execute();
      remember(session);
    },
    async get(accessKeyId) {
      const there = known.get(accessKeyId);
      if (there) return there;
      const row = await db
        .selectFrom('sessions')
        .select('sealed')
        .where('access_key_id', '=', accessKeyId)
        .executeTakeFirst();
      if (!row) return undefined;
      const bytes = unseal(key, new Uint8Array(row.sealed), about.session(accessKeyId));
      return remember(JSON.parse(Buffer.from(bytes).toString('utf8')) as StoredSession);
    },
    async useCode(id, until) {
      await db.deleteFrom('used_codes').where('until_at', '<', now().getTime()).execute();
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('used_codes')
        .values({ id, until_at: until.getTime() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },
  };
}

const kept = 10_000;
const dayMs = 86_400_000;
