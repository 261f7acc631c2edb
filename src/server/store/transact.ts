// One transaction. Its error is the first one: after a failed commit, SQLite has nothing left to roll back, and would
// say so instead.
import type { IsolationLevel, Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** What is special about a transaction. */
export interface TransactOptions {
  /** Called when only the commit is left. */
  readonly committing?: () => void;
  /** The database's own unless said otherwise. */
  readonly isolation?: IsolationLevel;
}

/** Runs statements in a transaction. */
export async function transact<T>(
  db: Kysely<Tables>,
  run: (tx: Transaction<Tables>) => Promise<T>,
  { committing = () => {}, isolation }: TransactOptions = {},
): Promise<T> {
  const start = db.startTransaction();
  const tx = await (isolation ? start.setIsolationLevel(isolation) : start).execute();
  try {
    const result = await run(tx);
    committing();
    await tx.commit().execute();
    return result;
  } catch (error) {
    await tx
      .rollback()
      .execute()
      .catch(() => {});
    throw error;
  }
}
