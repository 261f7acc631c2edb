// What our rows cost above the bare call that does the work: `npm run build`, `node bench/crypto.mjs [--rounds 7]
// [--only TEXT]`. Both sides run in one process and take turns, pairs go round robin, and the figure is the median of the
// ratios of the rounds. Each pair first has to come to the same answer. Nothing here is a measure of the machine.
import assert from 'node:assert';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMet, median, table } from './report.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, only: { type: 'string', default: '' } },
});
const rounds = Number(values.rounds);
const dist = process.env.KEYWARD_DIST ?? resolve(import.meta.dirname, '../dist/src/index.js');
const { makeCases } = await import('./workload/crypto-cases.mjs');
const cases = (await makeCases(dirname(dist))).filter(({ name }) => name.includes(values.only));

// How long a pair is measured in a round, and how long the calls between two looks at the clock should take.
const roundMilliseconds = 120;
const batchMicroseconds = 100;
const leastBatches = 5;

for (const { name, ours, bare, agree } of cases) {
  assert.ok(await agree(await ours(), await bare()), `${name}: not the same answer`);
}
const times = cases.map(() => ({ ours: [], bare: [] }));
for (let round = -1; round < rounds; round++) {
  for (const [index, pair] of cases.entries()) {
    const measured = await alternate(pair);
    // Round -1 warms up.
    if (round < 0) continue;
    times[index].ours.push(measured.ours);
    times[index].bare.push(measured.bare);
  }
}

const results = cases.flatMap(({ name, atMost, atMostExtra }, index) => {
  const { ours, bare } = times[index];
  const value = median(ours.map((time, round) => time / bare[round]));
  const extra = median(ours.map((time, round) => time - bare[round]));
  // A call of a millisecond or more may cost a tenth more; a shorter one, so many microseconds.
  const long = median(bare) >= 1000;
  const ratio = { name: `${name}: ours ÷ bare`, value, bare: median(bare), extra };
  if (atMostExtra === undefined || long) {
    const limit = atMost ?? 1.1;
    return [{ ...ratio, atMost: limit, met: isMet({ atMost: limit }, value) }];
  }
  const row = { name: `${name}: µs above bare`, value: extra, ratio: value, bare: median(bare) };
  return [{ ...row, atMost: atMostExtra, met: isMet({ atMost: atMostExtra }, extra) }];
});
const machine = { node: process.version, cpu: cpus()[0].model, cpus: availableParallelism() };
console.log(
  `Node ${machine.node}, ${machine.cpus} × ${machine.cpu}, ${rounds} rounds\n\n${table(results)}`,
);
if (values.only === '') {
  const json = `${JSON.stringify({ machine, rounds, results }, null, 2)}\n`;
  writeFileSync(resolve(import.meta.dirname, 'crypto-results.json'), json);
}
for (const { close } of cases) await close?.();

/** The microseconds of a call of each side: the medians of batches that take turns. */
async function alternate({ ours, bare }) {
  const once = Math.max(await timed(ours, 1), await timed(bare, 1), 0.1);
  const size = Math.max(1, Math.floor(batchMicroseconds / once));
  const batches = { ours: [], bare: [] };
  const end = performance.now() + roundMilliseconds;
  while (performance.now() < end || batches.ours.length < leastBatches) {
    batches.ours.push(await timed(ours, size));
    batches.bare.push(await timed(bare, size));
  }
  return { ours: median(batches.ours), bare: median(batches.bare) };
}

async function timed(call, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const result = call();
    if (result instanceof Promise) await result;
  }
  return ((performance.now() - start) * 1000) / calls;
}
