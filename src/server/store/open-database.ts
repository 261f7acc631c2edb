// Opens the database of a store: a URL names PostgreSQL, anything else a directory with SQLite.
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { StoreDatabase } from './store-database.ts';

/** How to open it. */
export interface DatabaseOptions {
  readonly readOnly: boolean;
  /** The most pages that an SQLite file may have. */
  readonly maxPages?: number | undefined;
}

/** Opens it; throws a StoreError when that cannot be done. */
export function openDatabase(where: string, options: DatabaseOptions): Promise<StoreDatabase> {
  return isPostgresUrl(where) ? openPostgres(where) : openSqlite(where, options);
}

/** Whether a store is named by the URL of a PostgreSQL server. */
export function isPostgresUrl(where: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(where);
}
