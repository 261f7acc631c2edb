// What the operations of the simulator cost above the bare call that they need, and whether slow ones hold up cheap ones:
// `npm run build`, `node bench/kms.mjs [--rounds 7] [--only TEXT]`. A whole run writes bench/kms-results.json.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { measureOpenLoop } from './open-loop.mjs';
import { machine, measurePairs, readOptions } from './pairs.mjs';
import { isMet, median, pairsTable, table } from './report.mjs';
import { makeCases } from './workload/kms-cases.mjs';

const { rounds, only, folder } = readOptions();
const before = machine();
const { cases, close } = await makeCases(folder);
const operations = await measurePairs(
  cases.filter(({ name }) => name.includes(only)),
  rounds,
);
await close();

const name = 'Encrypt, open loop: p99 beside 16 Sign calls of RSA_4096 ÷ p99 alone';
const runs = name.includes(only) ? await measureOpenLoop(folder, 5) : [];
const openLoop = runs.length === 0 ? [] : [openLoopRow()];

function openLoopRow() {
  const value = median(runs.map(({ idle, busy }) => busy / idle));
  return { name, value, atMost: 3, met: isMet({ atMost: 3 }, value) };
}

const { node, cpu, cpus, load } = before;
console.log(`Node ${node}, ${cpus} × ${cpu}, load ${load}, ${rounds} rounds\n`);
if (operations.length > 0) console.log(`${pairsTable(operations)}\n`);
if (openLoop.length > 0) console.log(`${table(openLoop)}\n`, runs);
if (only === '') {
  const json = { machine: before, loadAfter: machine().load, rounds, operations, openLoop, runs };
  const file = resolve(import.meta.dirname, 'kms-results.json');
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
}
