// A store in PostgreSQL, which several processes may share. Plain SQL and row locks only. A connection that failed
// otherwise than by an SQL error is not used again.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { quoted } from '../../syntax/quoted.ts';
import type { StoreDatabase } from './store-database.ts';
import type { Tables } from './tables.ts';

/** Opens a store by its URL: `postgres://user@host/database`. Connections are made when they are needed. */
export async function openPostgres(url: string): Promise<StoreDatabase> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 6,
    connectionTimeoutMillis: 3000,
    query_timeout: 15_000,
    keepAlive: true,
    application_name: 'keyward',
    // Numbers of changes and times fit into a double.
    types: { getTypeParser: (oid: number, format?: 'text') => parserOf(pg, oid, format) } as never,
  });
  // An idle connection that breaks is the pool's business.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    // A process that hangs in a transaction must not hold the others for ever.
    client.query('set idle_in_transaction_session_timeout = 30000').catch(() => {});
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: carefulPool(pool) }) });
  return { db, bytes: 'bytea', shared: true, where: quoted(shown(url)), close: () => db.destroy() };
}

const int8 = 20;

function parserOf(
  pg: { readonly types: { getTypeParser(oid: number, format?: 'text'): unknown } },
  oid: number,
  format: 'text' | undefined,
): unknown {
  return oid === int8 ? Number : pg.types.getTypeParser(oid, format);
}

function carefulPool(pool: Pool): PostgresPool {
  return {
    connect: async () => careful(await pool.connect()),
    end: () => pool.end(),
  };
}

/** A connection of the pool that is thrown away once it is in doubt. */
function careful(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  const watch = () => {
    isBroken = true;
  };
  client.on('error', watch);
  return {
    async query(text: unknown, values?: readonly unknown[]) {
      try {
        return await client.query(text as string, values as unknown[]);
      } catch (error) {
        const { code } = error as { code?: unknown };
        if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) isBroken = true;
        throw error;
      }
    },
    release() {
      client.off('error', watch);
      client.release(isBroken);
    },
  } as unknown as PostgresPoolClient;
}

/** A URL without its password and parameters. */
function shown(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
  } catch {
    return 'postgres://…';
  }
}
