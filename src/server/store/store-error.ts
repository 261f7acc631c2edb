// What can be wrong with a store, in words for the one who runs the server.

/** A store that cannot be opened or used as it was asked to; the message says why and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** What a failed statement means for the calls that wait for it. */
export type Fault =
  /** Another transaction was in the way: the same can be tried again. */
  | 'conflict'
  /** The database did not answer, or went away: it may come back. */
  | 'unreachable'
  /** There is no room left to write. */
  | 'full'
  /** It would change what a server that only reads must not change. */
  | 'frozen'
  /** Anything else. */
  | 'broken';

/** Reads the error of a driver. */
export function faultOf(error: unknown): Fault {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  const name = typeof code === 'string' ? code : '';
  if (name.startsWith('SQLITE_')) return sqliteFault(name);
  // SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
  if (/^[0-9A-Z]{5}$/.test(name) && !name.startsWith('E')) return sqlStateFault(name);
  if (name === 'ENOSPC' || name === 'EDQUOT') return 'full';
  if (name !== '' || connectionWords.test(message)) return 'unreachable';
  return 'broken';
}

function sqliteFault(name: string): Fault {
  if (name === 'SQLITE_FULL') return 'full';
  if (/^SQLITE_(BUSY|LOCKED)/.test(name)) return 'conflict';
  return /^SQLITE_(IOERR|CANTOPEN|READONLY)/.test(name) ? 'unreachable' : 'broken';
}

/** Classes 40 (rollback), 08 (connection), 57P (shutdown) and 53 (resources). */
function sqlStateFault(state: string): Fault {
  if (state === '40001' || state === '40P01' || state === '55P03') return 'conflict';
  if (state === '53100') return 'full';
  return /^(08|57|53|25P03|58)/.test(state) ? 'unreachable' : 'broken';
}

const connectionWords =
  /connection terminated|connection ended|timeout|not queryable|client was closed|connect econn/i;
