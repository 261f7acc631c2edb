// A pool of worker threads for slow cryptography: jobs start in the order they came, one at a time on each
// thread, and quick ones at once where they are called. Threads start when needed, do not keep the process alive while idle, and are replaced when they
// die. Where the worker's file is not beside this one (the sources, run as they are), jobs run in place.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { isQuick, type JobName, type Jobs, runJob } from './jobs.ts';

/** Something that runs jobs. */
export interface Workers {
  /** Runs a job; rejects with an Error when it threw, when its thread died or when the pool was closed. */
  run<N extends JobName>(job: N, input: Jobs[N]['input']): Promise<Jobs[N]['output']>;
  /** Ends all threads; jobs that have not finished are rejected. */
  close(): Promise<void>;
}

/** Runs jobs where they are called. */
export function inPlace(): Workers {
  return { run: runJob, close: async () => {} };
}

/** A pool of at most `size` threads; `file` is the worker's code. */
export function createWorkers(
  size: number = Math.max(1, availableParallelism() - 1),
  file: string | undefined = workerFile(),
): Workers {
  return file === undefined ? inPlace() : pool(size, file);
}

/** What a worker answers to a job. */
export type Answer = { readonly output: unknown } | { readonly error: string };

interface Task {
  readonly job: JobName;
  readonly input: object;
  readonly resolve: (output: never) => void;
  readonly reject: (error: Error) => void;
}

function pool(size: number, file: string): Workers {
  const waiting: Task[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Task>();
  let closed = false;

  function next(): void {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (busy.size < size ? start() : undefined);
      if (!worker) return;
      const task = waiting.shift()!;
      busy.set(worker, task);
      worker.ref();
      try {
        worker.postMessage({ job: task.job, input: compact(task.input) });
      } catch (error) {
        finish(worker)?.reject(asError(error));
      }
    }
  }

  function start(): Worker {
    const worker = new Worker(file, { execArgv: [] });
    worker.on('message', (answer: Answer) => {
      const task = finish(worker);
      if ('error' in answer) task?.reject(new Error(answer.error));
      else task?.resolve(answer.output as never);
      next();
    });
    worker.on('error', (error) => lose(worker, asError(error).message));
    worker.on('exit', () => lose(worker, 'its thread ended'));
    return worker;
  }

  /** Takes the task from a worker and lets the process end while it has no other. */
  function finish(worker: Worker): Task | undefined {
    const task = busy.get(worker);
    busy.delete(worker);
    worker.unref();
    idle.push(worker);
    return task;
  }

  function lose(worker: Worker, why: string): void {
    const task = busy.get(worker);
    busy.delete(worker);
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    task?.reject(new Error(`\`${task.job}\` did not finish: ${why}; the call may be repeated`));
    if (!closed) next();
  }

  return {
    run: (job, input) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error(`\`${job}\` was not started: the worker pool is closed`);
        if (isQuick(job, input)) return resolve(runJob(job, input));
        waiting.push({ job, input, resolve, reject });
        next();
      }),
    async close() {
      closed = true;
      for (const { job, reject } of waiting.splice(0)) {
        reject(new Error(`\`${job}\` was not started: the worker pool is closed`));
      }
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}

/** The input with each array copied out of a larger buffer, which would be cloned whole. */
function compact(input: object): object {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      value instanceof Uint8Array && value.byteLength !== value.buffer.byteLength
        ? Uint8Array.from(value)
        : value,
    ]),
  );
}

/** The worker's file: beside this one in the library; beside the chunks or below the program when bundled. */
function workerFile(): string | undefined {
  return ['worker.js', 'cli/worker.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
