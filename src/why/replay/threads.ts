// Worker threads that replay units. Results come in the order of the units, whichever thread was faster; no more
// units are under way than there are threads to keep busy. Where the worker's file is not beside this one (the
// sources, run as they are), and with one thread, units are replayed in place.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { World } from '../../world/world.ts';
import { createReplayer, type Replayer, type UnitResult } from './unit.ts';
import type { Unit } from './units.ts';

/** Runs units. */
export interface Threads {
  readonly run: (units: Iterable<Unit>) => AsyncGenerator<Replayed>;
  readonly close: () => Promise<void>;
}

/** A unit, and what it came to. */
export interface Replayed {
  readonly unit: Unit;
  readonly result: UnitResult;
}

/** What a worker is started with. */
export interface ReplayWorkerData {
  readonly before: World;
  readonly after: World;
}

/** What a worker answers to a unit. */
export type ReplayAnswer = { readonly result: UnitResult } | { readonly error: string };

/** Makes at most `count` threads, when they are needed; `file` is the worker's code. */
export function createThreads(
  before: World,
  after: World,
  count: number,
  file: string | undefined = workerFile(),
): Threads {
  if (count <= 1 || file === undefined) {
    const here = createReplayer(before, after);
    return { run: (units) => inOrder(units, 1, here), close: async () => {} };
  }
  const workers: Worker[] = [];
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  const workerData: ReplayWorkerData = { before: bare(before), after: bare(after) };
  const take = (): Worker | Promise<Worker> => {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (workers.length >= count) return new Promise((resolve) => waiting.push(resolve));
    const worker = new Worker(file, { execArgv: [], workerData });
    workers.push(worker);
    return worker;
  };
  const replayer: Replayer = async (unit) => {
    const worker = await take();
    const result = await ask(worker, unit);
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
    return result;
  };
  return {
    run: (units) => inOrder(units, 2 * count, replayer),
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Keeps some units under way, and yields their results in order. */
async function* inOrder(
  units: Iterable<Unit>,
  ahead: number,
  replayer: Replayer,
): AsyncGenerator<Replayed> {
  const underWay: Promise<Replayed>[] = [];
  const source = units[Symbol.iterator]();
  for (;;) {
    while (underWay.length < ahead) {
      const next = source.next();
      if (next.done) break;
      const unit = next.value;
      const replayed = replayer(unit).then((result) => ({ unit, result }));
      // A failure is thrown when its turn comes.
      replayed.catch(() => {});
      underWay.push(replayed);
    }
    const first = underWay.shift();
    if (first === undefined) return;
    yield await first;
  }
}

function ask(worker: Worker, unit: Unit): Promise<UnitResult> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
    };
    const onMessage = (answer: ReplayAnswer) => {
      settle();
      if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.result);
    };
    const onError = (error: unknown) => {
      settle();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onExit = () => onError(new Error('a thread of the replay ended before its work did'));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(unit);
  });
}

/** A world without the texts of its files, which decide nothing. */
function bare(world: World): World {
  return { ...world, files: world.files.map((file) => ({ ...file, text: '' })) };
}

/** The worker's file: beside this one in the library; beside the chunks or below the program when bundled. */
function workerFile(): string | undefined {
  return ['replay-worker.js', 'cli/replay-worker.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}
