// Takes jobs that ran in memory to the store, as many as have come in one transaction. A transaction that changes
// something takes the head row first: if others have changed something, their units are read, and the jobs that
// rested on what was there before run again while the head is held. A transaction of reads only writes their
// records, and looks last whether the head is still what memory has: all of them had begun by then, so that they
// could have taken place at that moment; if it is not, it is done again as one that changes something. What a job
// did is answered only after the commit; where that fails, memory goes back to what the store holds.
import type { Kysely } from 'kysely';
import type { KeyFamily } from '../../kms/key.ts';
import type { Reading } from './build-unit.ts';
import { isValid, type Job } from './job.ts';
import { loadUnits } from './load-units.ts';
import type { Memory } from './memory.ts';
import { hasNewMaterial, type Prepared, prepare } from './prepare.ts';
import { isSame } from './snapshot.ts';
import { type Fault, faultOf, StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';
import { isChange, type Sealing, writeBatch } from './write-changes.ts';

/** What a committer works on. */
export interface CommitterParts {
  readonly db: Kysely<Tables>;
  readonly memory: Memory;
  readonly reading: Reading;
  readonly sealing: Sealing;
  /** Whether other processes may write to the same store. */
  readonly shared: boolean;
  /** Whether nothing is to be written. */
  readonly readOnly: boolean;
  /** How long jobs wait for a store that has gone away, in milliseconds. */
  readonly patienceMs: number;
}

/** Takes jobs to the store. */
export interface Committer {
  /** Takes a job that ran. */
  readonly add: (job: Job) => void;
  /** Resolves when there is nothing left to do. */
  readonly idle: () => Promise<void>;
}

/** A committer without jobs. */
export function createCommitter(parts: CommitterParts): Committer {
  const { db, memory, reading, sealing, shared, readOnly, patienceMs } = parts;
  let queue: Job[] = [];
  let working: Promise<void> | undefined;
  /** Whether the last transaction came through: if not, there is no patience. */
  let isUp = true;
  /** Units of jobs that failed: memory may be ahead of the store. */
  const suspects = new Set<KeyFamily>();
  /** What may have been committed although no answer came. */
  let unsure: Prepared | undefined;

  const start = () => {
    working ??= new Promise<void>((resolve) => {
      setImmediate(async () => {
        while (queue.length > 0) await cycle();
        working = undefined;
        resolve();
      });
    });
  };

  /** One transaction, tried until it comes through or patience ends. */
  async function cycle(): Promise<void> {
    let exclusive = !shared || suspects.size > 0 || queue.some(({ writes }) => writes);
    for (let attempt = 1; ; attempt++) {
      const tried = await once(exclusive);
      if (tried.kind === 'committed') {
        isUp = true;
        return;
      }
      if (tried.kind === 'again') {
        exclusive = tried.exclusive;
        continue;
      }
      const { fault } = tried;
      exclusive = true;
      const waited = performance.now() - (queue[0]?.startedAt ?? 0);
      const again =
        fault === 'conflict'
          ? attempt < maxConflicts
          : fault === 'unreachable' && isUp && waited < patienceMs;
      if (!again) {
        isUp = fault === 'conflict' || fault === 'full';
        fail(fault);
        return;
      }
      await pause(Math.min(200, 2 ** attempt) * (0.5 + Math.random()));
    }
  }

  type Tried =
    | { readonly kind: 'committed' }
    | { readonly kind: 'again'; readonly exclusive: boolean }
    | { readonly kind: 'failed'; readonly fault: Fault };

  async function once(exclusive: boolean): Promise<Tried> {
    let prepared: Prepared | undefined;
    let committing = false;
    let again: Tried | undefined;
    try {
      await transact(
        db,
        async (tx) => {
          const head = exclusive ? await takeHead(tx) : memory.change;
          if (exclusive) {
            if (unsure) await clear(tx, unsure);
            await catchUp(tx, head);
          }
          await runAgain(exclusive ? tx : undefined, () => {
            // Who must not take the head has only caught up by now.
            if (exclusive && shared && readOnly) return;
            const jobs = readOnly ? thawed(queue) : queue;
            queue = [];
            prepared = prepare(memory, jobs, { head, readOnly });
          });
          const isFit = prepared && (exclusive || readOnly || !isChange(prepared.batch));
          if (prepared && isFit && !readOnly) await write(tx, prepared);
          if (!isFit || (!exclusive && (await readHead(tx)) !== head)) {
            again = { kind: 'again', exclusive: !exclusive };
            throw new Error('the transaction is done again');
          }
        },
        {
          ...(shared && readOnly ? { isolation: 'repeatable read' as const } : {}),
          committing: () => {
            committing = true;
          },
        },
      );
    } catch (error) {
      if (prepared) {
        queue = [...prepared.jobs, ...queue];
        for (const family of prepared.families) memory.touched.add(family);
      }
      if (again) return again;
      const fault = faultOf(error);
      if (fault === 'broken') report(error);
      if (committing) unsure = prepared;
      return { kind: 'failed', fault };
    }
    finish(prepared!);
    return { kind: 'committed' };
  }

  /** The number of the last change, which nobody else can raise until the transaction ends. */
  function takeHead(tx: Kysely<Tables>): Promise<number> {
    return numberOf(shared && !readOnly ? headOf(tx).forUpdate() : headOf(tx));
  }

  /** The number of the last change that was committed by now. */
  function readHead(tx: Kysely<Tables>): Promise<number> {
    return numberOf(headOf(tx));
  }

  async function numberOf(row: ReturnType<typeof headOf>): Promise<number> {
    const { change, sealed_by } = await row.executeTakeFirstOrThrow();
    if (sealed_by === Buffer.from(sealing.key.id).toString('hex')) return change;
    throw new StoreError(
      'the key-encryption key of the store was changed; start this server again with the new one',
    );
  }

  /** Finds out what became of a commit that was not answered. The head is ours: it is over by now. */
  async function clear(tx: Kysely<Tables>, doubtful: Prepared): Promise<void> {
    const [event] = doubtful.batch.events;
    const found =
      event &&
      (await tx
        .selectFrom('events')
        .select('request_id')
        .where('request_id', '=', event.request_id)
        .executeTakeFirst());
    unsure = undefined;
    if (!found) return;
    const over = new Set(doubtful.jobs);
    queue = queue.filter((job) => !over.has(job));
    finish(doubtful);
  }

  /** Reads what others changed, and what is not as it should be. */
  async function catchUp(tx: Kysely<Tables>, head: number): Promise<void> {
    if (suspects.size > 0) {
      await reload(tx, suspects);
      suspects.clear();
    }
    if (head <= memory.change) return;
    memory.take(await loadUnits(tx, { kind: 'after', change: memory.change }, reading));
    memory.change = head;
  }

  /**
   * Runs the jobs again that rested on units which were replaced, until none is left, and goes on at once: nothing
   * can come between. Without a transaction that holds the head, it does not go on where there are any.
   */
  async function runAgain(tx: Kysely<Tables> | undefined, goOn: () => void): Promise<void> {
    for (;;) {
      // What ran to its end but for a microtask is to be seen with its event.
      await turn();
      const invalid = queue.filter((job) => !isValid(job, memory));
      if (invalid.length === 0) return goOn();
      if (!tx) return;
      const dirty = new Set(invalid.flatMap(({ looked }) => [...looked.families]).filter(isDirty));
      if (dirty.size > 0) await reload(tx, dirty);
      else await Promise.all(invalid.map((job) => job.run()));
    }
  }

  function isDirty(family: KeyFamily): boolean {
    const state = memory.stateOf(family);
    if (!state || state.dead) return false;
    return !state.saved || !isSame(state.saved, memory.snapshot(family));
  }

  async function reload(tx: Kysely<Tables>, families: ReadonlySet<KeyFamily>): Promise<void> {
    const alive = [...families].filter((family) => !memory.stateOf(family)?.dead);
    const units = alive.flatMap((family) => memory.stateOf(family)?.unit ?? []);
    const loaded = await loadUnits(tx, { kind: 'units', units }, reading);
    memory.drop(alive.filter((family) => !memory.stateOf(family)?.dead));
    memory.take(loaded);
  }

  /** Answers the jobs that made key material, which a store that is only read cannot take. */
  function thawed(jobs: readonly Job[]): Job[] {
    return jobs.filter((job) => {
      const frozen = [...job.looked.families].filter((family) => hasNewMaterial(memory, family));
      for (const family of frozen) suspects.add(family);
      if (frozen.length > 0) job.failed('frozen');
      return frozen.length === 0;
    });
  }

  async function write(tx: Kysely<Tables>, { batch, change }: Prepared): Promise<void> {
    if (isChange(batch))
      await tx.updateTable('heads').set({ change }).where('id', '=', 1).execute();
    await writeBatch(tx, batch, change, sealing);
  }

  function finish({ jobs, accept }: Prepared): void {
    accept();
    for (const job of jobs) job.done();
  }

  /** Answers every job that waits, and distrusts all that they looked at. */
  function fail(fault: Fault): void {
    const jobs = queue;
    queue = [];
    for (const { looked } of jobs) for (const family of looked.families) suspects.add(family);
    for (const family of memory.touched) suspects.add(family);
    if (unsure)
      for (const job of unsure.jobs) for (const family of job.looked.families) suspects.add(family);
    unsure = undefined;
    memory.touched.clear();
    for (const job of jobs) job.failed(fault);
  }

  return {
    add(job) {
      queue.push(job);
      start();
    },
    async idle() {
      while (working) await working;
    },
  };
}

const maxConflicts = 20;

function headOf(db: Kysely<Tables>) {
  return db.selectFrom('heads').select(['change', 'sealed_by']).where('id', '=', 1);
}

/** The end of this turn of the event loop: what waits for promises only has run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Our mistake, not the caller's: told once, without parameters. */
function report(error: unknown): void {
  const { name, message } = error as Error;
  process.emitWarning(`the store refused a transaction: ${name}: ${message}`, 'KeywardStore');
}
