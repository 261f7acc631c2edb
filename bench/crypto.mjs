// What the rows of src/crypto cost above the bare call that does the work, in place and on a thread: `npm run build`,
// `node bench/crypto.mjs [--rounds 7] [--only TEXT]`. It shows where the cost of a call lies that bench/kms.mjs measures
// as a whole; the targets are the same.
import { machine, measurePairs, readOptions } from './pairs.mjs';
import { pairsTable } from './report.mjs';
import { makeCases } from './workload/crypto-cases.mjs';

const { rounds, only, folder } = readOptions();
const { cases, close } = await makeCases(folder);
const results = await measurePairs(
  cases.filter(({ name }) => name.includes(only)),
  rounds,
);
const { node, cpu, cpus } = machine();
console.log(`Node ${node}, ${cpus} × ${cpu}, ${rounds} rounds\n\n${pairsTable(results)}`);
await close();
