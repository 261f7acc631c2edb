// A database that a store lives in.
import type { Kysely } from 'kysely';
import type { BytesType } from './migrations.ts';
import type { Tables } from './tables.ts';

/** An open database. */
export interface StoreDatabase {
  readonly db: Kysely<Tables>;
  readonly bytes: BytesType;
  /** Whether other processes may use it at the same time. */
  readonly shared: boolean;
  /** For messages, quoted and without a password. */
  readonly where: string;
  readonly close: () => Promise<void>;
}
