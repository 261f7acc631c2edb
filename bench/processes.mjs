// One process for each job and size, all alive at once and asked in turn, so that what else the machine does
// meets all of them alike.
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { requests } from './workload/requests.mjs';

/** How long one measurement should take, in microseconds of CPU time. */
const LONG_ENOUGH = 120_000;
/** However short a piece of work is, no measurement repeats it more often. */
const OFTEN_ENOUGH = 2_000_000;

/** V8 of Node 20 can abort (`unreachable code`) when it deoptimises a call into WebAssembly that it inlined. */
const flags = { cedar: ['--no-turbo-inline-js-wasm-calls'] };

/** Starts the process of a job; answers a way to ask it. */
export async function start(job, size) {
  const child = fork(resolve(import.meta.dirname, 'child.mjs'), [job, size], {
    execArgv: flags[job] ?? [],
  });
  const replies = [];
  let waiting;
  child.on('message', (message) => {
    if (waiting === undefined) replies.push(message);
    else waiting.resolve(message);
    waiting = undefined;
  });
  child.on('exit', (code) => {
    waiting?.reject(new Error(`the process of ${job} (${size}) ended with code ${code}`));
  });
  const reply = () =>
    replies.length > 0
      ? Promise.resolve(replies.shift())
      : new Promise((resolve, reject) => {
          waiting = { resolve, reject };
        });
  const ask = (message) => {
    child.send(message);
    return reply();
  };
  await reply();
  return {
    job,
    size,
    verdicts: () => ask({ ask: 'verdicts' }),
    measure: (count) => ask({ ask: 'measure', count }),
    stop: () => child.connected && child.disconnect(),
  };
}

/** Warms a process up, and finds how much work makes a measurement that is long enough. */
export async function warmUp(process) {
  let count = requests.length;
  for (;;) {
    const each = await process.measure(count);
    if (each * count >= LONG_ENOUGH || count >= OFTEN_ENOUGH) return count;
    const wanted = LONG_ENOUGH / Math.max(each, 0.01) / requests.length;
    count = requests.length * Math.ceil(Math.min(wanted * 1.2, (count * 10) / requests.length));
  }
}
