// The benchmark: `npm ci --prefix bench`, `npm run build`, `node bench/run.mjs [--rounds 7] [--only TEXT]`.
// It installs nothing. Engines must agree on every request before any of them is timed.
import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const here = import.meta.dirname;
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, only: { type: 'string' } },
});
need(resolve(here, 'node_modules'), 'npm ci --prefix bench');
need(process.env.KEYWARD_DIST ?? resolve(here, '../dist/src/index.js'), 'npm run build');

const { rows, runs } = await import('./measures.mjs');
const { start, warmUp } = await import('./processes.mjs');
const { checkAgreement } = await import('./agreement.mjs');
const { coldStart } = await import('./cold-start.mjs');
const { figure, isMet, median, table, timesTable } = await import('./report.mjs');

const rounds = Number(values.rounds);
const wanted = rows.filter(({ name }) => values.only === undefined || name.includes(values.only));
const used = runs.filter((run) =>
  wanted.some(({ of, to }) => same(of, run) || (to !== undefined && same(to, run))),
);

const processes = [];
try {
  for (const [job, size] of used) processes.push(await start(job, size));
  await checkAgreement(processes);
  console.error(`${used.length} processes agree; ${rounds} rounds`);
  const times = await measureAll();
  report(times);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const child of processes) child.stop();
}

async function measureAll() {
  const counts = [];
  for (const child of processes) counts.push(await warmUp(child));
  const times = processes.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, child] of processes.entries()) {
      times[index].push(await child.measure(counts[index]));
    }
    console.error(`round ${round + 1} of ${rounds}`);
  }
  return times;
}

function report(times) {
  const timesOf = (run) => times[used.findIndex((one) => same(one, run))];
  const results = wanted.map((row) => {
    const value = figure(row, timesOf);
    return { ...row, value, met: isMet(row, value) };
  });
  const cold = values.only === undefined ? coldStart() : undefined;
  if (cold !== undefined) {
    const row = { name: 'keyward lint of one file, cold: ms more than bare node', atMost: 200 };
    const value = cold.lint - cold.bare;
    results.push({ ...row, value, met: isMet(row, value) });
  }
  const microseconds = used.map(([job, size], index) => ({
    job,
    size,
    microseconds: median(times[index]),
  }));
  const machine = { node: process.version, cpu: cpus()[0].model, cpus: cpus().length };
  console.log(`Node ${machine.node}, ${machine.cpus} × ${machine.cpu}, ${rounds} rounds\n`);
  console.log(`${table(results)}\n\n${timesTable(microseconds)}`);
  if (values.only === undefined) {
    const json = { machine, rounds, results: results.map(plain), microseconds, cold };
    writeFileSync(resolve(here, 'results.json'), `${JSON.stringify(json, null, 2)}\n`);
  }
}

function plain({ name, value, atMost, atLeast, met }) {
  return { name, value, atMost, atLeast, met };
}

function same(one, other) {
  return one[0] === other[0] && one[1] === other[1];
}

function need(path, command) {
  if (existsSync(path)) return;
  console.error(`\`${path}\` is missing: run \`${command}\` first`);
  process.exit(2);
}
