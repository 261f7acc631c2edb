// What the operations of the simulator cost above the bare call that they need, and whether slow ones hold up cheap ones:
// `npm run build`, `node bench/kms.mjs [--rounds 7] [--only TEXT]`. A whole run writes bench/kms-results.json.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { measureOpenLoop } from './open-loop.mjs';
import { machine, measurePairs, readOptions } from './pairs.mjs';
import { isMet, median, table } from './report.mjs';
import { makeCases } from './workload/kms-cases.mjs';

const { rounds, only, folder } = readOptions();
const { cases, close } = await makeCases(folder);
const results = await measurePairs(
  cases.filter(({ name }) => name.includes(only)),
  rounds,
);
await close();

const openLoop = 'Encrypt, open loop, p99: beside 16 Sign calls of RSA_4096 ÷ alone';
const runs = openLoop.includes(only) ? await measureOpenLoop(folder, 5) : [];
if (runs.length > 0) {
  const value = median(runs.map(({ idle, busy }) => busy / idle));
  const idle = median(runs.map((run) => run.idle));
  results.push({ name: openLoop, value, atMost: 3, met: isMet({ atMost: 3 }, value), idle });
}

const { node, cpu, cpus } = machine();
console.log(`Node ${node}, ${cpus} × ${cpu}, ${rounds} rounds\n\n${table(results)}`);
if (only === '') {
  const json = { machine: machine(), rounds, results, openLoop: runs };
  const file = resolve(import.meta.dirname, 'kms-results.json');
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
} else if (runs.length > 0) console.log(runs);
