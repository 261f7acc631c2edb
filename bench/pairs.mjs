// Pairs of calls that do the same work, ours and the bare call of node:crypto or noble that it needs. Both sides run in
// one process and take turns, pairs go round robin, and a figure is the median of those of the rounds, so that a busy
// machine slows both sides. What counts is the processor time of all threads: waiting for a processor is no work of ours.
// Each pair first has to come to the same answer.
import assert from 'node:assert';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMet, median } from './report.mjs';

// How long a pair is measured in a round, and how long the calls between two looks at the clocks should take: that of the
// processors counts whole microseconds.
const roundMilliseconds = 150;
const batchMicroseconds = 500;
const leastBatches = 5;

/** What the command line asks for, and the folder of the built library. */
export function readOptions() {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '7' }, only: { type: 'string', default: '' } },
  });
  const dist = process.env.KEYWARD_DIST ?? resolve(import.meta.dirname, '../dist/src/index.js');
  return { rounds: Number(values.rounds), only: values.only, folder: dirname(dist) };
}

/** What the figures were measured on, and how busy it was. */
export function machine() {
  const load = Math.round(loadavg()[0] * 10) / 10;
  return { node: process.version, cpu: cpus()[0].model, cpus: availableParallelism(), load };
}

/**
 * Measures pairs `{ name, ours, bare, agree, atMost?, atMostExtra? }`; answers a row of figures for each. With
 * `atMostExtra` a bare call of less than a millisecond may cost so many microseconds more, a longer one a tenth more.
 */
export async function measurePairs(pairs, rounds) {
  for (const { name, ours, bare, agree } of pairs) {
    assert.ok(await agree(await ours(), await bare()), `${name}: not the same answer`);
  }
  const times = pairs.map(() => []);
  // Round -1 warms up.
  for (let round = -1; round < rounds; round++) {
    for (const [index, pair] of pairs.entries()) {
      const measured = await alternate(pair);
      if (round >= 0) times[index].push(measured);
    }
  }
  return pairs.map((pair, index) => rowOf(pair, times[index]));
}

function rowOf({ name, atMost, atMostExtra }, times) {
  const over = (figure) => median(times.map(({ ours, bare }) => figure(ours, bare)));
  const bare = over((_, bare) => bare.cpu);
  const ratio = over((ours, bare) => ours.cpu / bare.cpu);
  const extra = over((ours, bare) => ours.cpu - bare.cpu);
  const clock = { ours: over((ours) => ours.clock), bare: over((_, bare) => bare.clock) };
  const isShort = atMostExtra !== undefined && bare < 1000;
  const target = { atMost: isShort ? atMostExtra : (atMost ?? 1.1) };
  const value = isShort ? extra : ratio;
  const what = isShort ? 'µs above bare' : 'ours ÷ bare';
  return { name, what, value, ...target, met: isMet(target, value), bare, ratio, extra, clock };
}

/** The microseconds of a call of each side: the medians of batches that take turns. */
async function alternate({ ours, bare }) {
  const size = Math.min(await batchSize(ours), await batchSize(bare));
  const batches = { ours: [], bare: [] };
  const end = performance.now() + roundMilliseconds;
  while (performance.now() < end || batches.ours.length < leastBatches) {
    batches.ours.push(await timed(ours, size));
    batches.bare.push(await timed(bare, size));
  }
  return { ours: middle(batches.ours), bare: middle(batches.bare) };
}

/** How many calls take long enough to be measured. */
async function batchSize(call) {
  for (let size = 1; ; size *= 2) {
    const { cpu } = await timed(call, size);
    if (cpu * size >= batchMicroseconds / 2) return size;
  }
}

function middle(batches) {
  return {
    clock: median(batches.map(({ clock }) => clock)),
    cpu: median(batches.map(({ cpu }) => cpu)),
  };
}

/** The microseconds of a call: by the clock, and of all processors together. */
async function timed(call, calls) {
  const used = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const result = call();
    if (result instanceof Promise) await result;
  }
  const clock = (performance.now() - start) * 1000;
  const { user, system } = process.cpuUsage(used);
  return { clock: clock / calls, cpu: (user + system) / calls };
}
