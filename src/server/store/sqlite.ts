// A store in a directory: SQLite through libsql, with a write-ahead log that is on disk before a commit answers.
// The connection holds the operating system's lock on the file for as long as it lives, so that no lock of a
// killed process stays behind; `keyward.lock` only tells who holds it.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { quoted } from '../../syntax/quoted.ts';
import type { StoreDatabase } from './store-database.ts';
import { faultOf, StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

/** Opens the store of a directory, which is made if it is not there. Throws a StoreError when it is in use. */
export async function openSqlite(
  directory: string,
  { readOnly, maxPages }: { readonly readOnly: boolean; readonly maxPages?: number | undefined },
): Promise<StoreDatabase> {
  const file = join(directory, 'keyward.db');
  const lock = join(directory, 'keyward.lock');
  if (!readOnly) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    makeFile(file);
  }
  const { default: Database } = await import('libsql');
  let opened: InstanceType<typeof Database> | undefined;
  try {
    opened = new Database(file, { timeout: busyMs, readonly: readOnly } as never);
    const connection = opened;
    connection.pragma('locking_mode = EXCLUSIVE');
    if (!readOnly) connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('secure_delete = ON');
    if (maxPages !== undefined) connection.pragma(`max_page_count = ${maxPages}`);
    // Takes the lock, and brings back what a killed process had committed.
    connection.exec('begin immediate; commit');
  } catch (error) {
    opened?.close();
    if (faultOf(error) === 'conflict') throw inUse(directory, lock);
    const { message } = error as Error;
    throw new StoreError(`the store in ${quoted(directory)} cannot be opened: ${message}`);
  }
  if (!readOnly) writeFileSync(lock, JSON.stringify(self()), { mode: 0o600 });
  const connection = opened;
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection as never }) });
  return {
    db,
    bytes: 'blob',
    shared: false,
    where: quoted(directory),
    async close() {
      if (!readOnly) rmSync(lock, { force: true });
      release(connection);
      await db.destroy();
    },
  };
}

/** Closing a file that is there already would give up this process's locks on it. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

interface Connection {
  pragma(text: string): unknown;
  exec(text: string): unknown;
}

/** libsql keeps the file open until its statements are collected: the lock is given back by hand. */
function release(connection: Connection): void {
  try {
    // An exclusive lock cannot be given back while there is a write-ahead log.
    connection.pragma('journal_mode = DELETE');
    connection.pragma('locking_mode = NORMAL');
    connection.exec('begin; select count(*) from sqlite_schema; commit');
  } catch {
    // The disk is full or gone: the end of the process gives it back.
  }
}

/** How long a process that is about to end may still hold the lock. */
const busyMs = 1000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

function self(): Holder {
  return { pid: process.pid, host: hostname(), since: new Date().toISOString() };
}

function inUse(directory: string, lock: string): StoreError {
  let who = 'another process';
  try {
    const { pid, host, since } = JSON.parse(readFileSync(lock, 'utf8')) as Holder;
    who = `process ${pid} on ${quoted(host)}, since ${since}`;
  } catch {
    // The file is only a hint.
  }
  return new StoreError(
    `the store in ${quoted(directory)} is in use by ${who}; stop it, take another directory, or share a store through PostgreSQL`,
  );
}
