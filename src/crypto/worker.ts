// What runs on a worker thread: one job for each message, one answer for each job.
import { parentPort } from 'node:worker_threads';
import { type JobName, type Jobs, runJob } from './jobs.ts';
import type { Answer } from './workers.ts';

parentPort?.on('message', ({ job, input }: { job: JobName; input: Jobs[JobName]['input'] }) => {
  runJob(job, input).then(
    (output) => answer({ output }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  );
});

function answer(message: Answer): void {
  parentPort?.postMessage(message);
}
