// A state in a database: calls run in memory, and are answered when the database holds what they did.
import { type Random, systemRandom } from '../../crypto/random.ts';
import { createWorkers } from '../../crypto/workers.ts';
import { KmsError } from '../../kms/errors.ts';
import type { Operation } from '../../kms/operation.ts';
import { operations } from '../../kms/operations.ts';
import type { Kernel } from '../../kms/perform.ts';
import type { World } from '../../world/world.ts';
import { createCommitter } from './committer.ts';
import { callJob, questionJob, recordJob, type Started } from './job.ts';
import type { KeySource } from './key-encryption-key.ts';
import { keyMaterialsOf } from './key-materials.ts';
import { defaultKeySource } from './key-source.ts';
import { readUsage } from './last-usages.ts';
import { createMemory } from './memory.ts';
import { openDatabase } from './open-database.ts';
import { addMissingKeys, differencesOf } from './seed.ts';
import { sqlSessions } from './sql-sessions.ts';
import type { State, StoredEvent } from './state.ts';
import type { StoreDatabase } from './store-database.ts';
import { StoreError } from './store-error.ts';
import { unlock } from './unlock.ts';
import { emptyWorld, worldNow } from './world-now.ts';

/** How a store is opened. */
export interface SqlStateOptions {
  /** Where the key-encryption key is; `keyward.key` in the directory of an SQLite store unless said otherwise. */
  readonly keyEncryptionKey?: KeySource;
  /** Deletes all that the store holds before it begins. */
  readonly fresh?: boolean;
  /** Refuses every call that would change something; records of calls are not kept. */
  readonly readOnly?: boolean;
  readonly clock?: () => Date;
  readonly random?: Random;
  /** How long calls wait for a database that has gone away, in milliseconds. */
  readonly patienceMs?: number;
  /** The most pages that an SQLite file may have. */
  readonly maxPages?: number;
}

/** A state in a database. */
export interface SqlState extends State {
  /** Sentences: what the world says of keys that the store holds otherwise. */
  readonly differences: readonly string[];
}

/**
 * Opens the store of a directory (SQLite) or of a URL `postgres://…`, and adds the keys of the world that it does
 * not know. Throws a StoreError when it cannot be opened: then nothing was changed.
 */
export async function openSqlState(
  where: string,
  world: World = emptyWorld,
  options: SqlStateOptions = {},
): Promise<SqlState> {
  const { readOnly = false, fresh = false } = options;
  if (readOnly && fresh) throw new StoreError('a store cannot be both read-only and fresh');
  const source = options.keyEncryptionKey ?? defaultKeySource(where);
  try {
    const store = await openDatabase(where, { readOnly, maxPages: options.maxPages });
    try {
      return await openState(store, world, source, options);
    } catch (error) {
      await store.close().catch(() => {});
      throw error;
    }
  } catch (error) {
    throw inWords(error);
  }
}

/** What a driver or the file system says, for the one who runs the server. */
function inWords(error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (error instanceof StoreError || typeof code !== 'string') return error;
  return new StoreError(`the store cannot be opened: ${message || code}`);
}

async function openState(
  store: StoreDatabase,
  world: World,
  source: KeySource,
  options: SqlStateOptions,
): Promise<SqlState> {
  const { clock: given = () => new Date(), random = systemRandom, patienceMs = 5000 } = options;
  const { readOnly = false, fresh = false } = options;
  const { key, digestKey } = await unlock(store, { source, random, readOnly, fresh });
  const { db, shared } = store;
  const clock = () => new Date(given().getTime());
  const memory = createMemory(world, random, digestKey);
  const sealing = { key, random };
  const reading = { key, world };
  const parts = { db, memory, reading, sealing, shared, readOnly, patienceMs };
  const committer = createCommitter(parts);
  const workers = createWorkers();
  const kernel: Kernel = {
    store: memory.store,
    clock,
    random,
    workers,
    ...(readOnly ? { refuse: refuseChanges } : {}),
  };
  const answer = async <T>({ job, answer: promise }: Started<T>): Promise<T> => {
    await job.run();
    committer.add(job);
    return promise;
  };
  const ask = <T>(question: () => T) => answer(questionJob(memory, question));
  // First all that is there, then what the world adds.
  await ask(() => {});
  if (!readOnly) await answer(questionJob(memory, () => addMissingKeys(memory, world, clock())));
  const differences = await ask(() => differencesOf(memory, world, clock()));

  let closing: Promise<void> | undefined;
  const end = async () => {
    await committer.idle();
    await workers.close();
    await store.close();
  };
  return {
    differences,
    sessions: sqlSessions(db, sealing, clock),
    async perform(request, meta) {
      // Where the database is away, the transaction of the call says so.
      if (shared) await readUsage(db, memory, request, clock()).catch(() => {});
      const writes = (operations as Readonly<Record<string, Operation | undefined>>)[
        request.operation
      ]?.writes;
      return answer(callJob(kernel, memory, request, meta, writes === true));
    },
    keep: (event) => answer(recordJob(memory, event)),
    async event(requestId) {
      const row = await db
        .selectFrom('events')
        .select(['record', 'explanation'])
        .where('request_id', '=', requestId)
        .executeTakeFirst();
      if (!row) return undefined;
      const event = JSON.parse(row.record) as StoredEvent['event'];
      if (row.explanation === null) return { event };
      return { event, denial: JSON.parse(row.explanation) as NonNullable<StoredEvent['denial']> };
    },
    world: () => ask(() => worldNow(memory.store, world, clock())),
    keyMaterials: () => ask(() => keyMaterialsOf(memory.store, world, clock())),
    async ready() {
      try {
        await db.selectFrom('heads').select('change').executeTakeFirstOrThrow();
        return true;
      } catch {
        return false;
      }
    },
    close() {
      closing ??= end();
      return closing;
    },
  };
}

/** GetParametersForImport hands out a token, which is kept. */
function refuseChanges({ name, writes }: Operation): KmsError | undefined {
  if (!writes && name !== 'GetParametersForImport') return undefined;
  return new KmsError(
    'UnsupportedOperationException',
    `${name} changes keys, and this server is read-only.`,
  );
}
