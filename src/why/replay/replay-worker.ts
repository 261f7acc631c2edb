// The code of a thread that replays units of a trail: two worlds come with its start, units one by one.
import { parentPort, workerData } from 'node:worker_threads';
import type { ReplayAnswer, ReplayWorkerData } from './threads.ts';
import { createReplayer } from './unit.ts';
import type { Unit } from './units.ts';

const { before, after } = workerData as ReplayWorkerData;
const replayer = createReplayer(before, after);

parentPort?.on('message', (unit: Unit) => {
  replayer(unit).then(
    (result) => parentPort?.postMessage({ result } satisfies ReplayAnswer),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({ error: message } satisfies ReplayAnswer);
    },
  );
});
