// Replaying a trail with one record on each line in one thread, against reading, splitting, decoding and JSON.parse of
// the same lines. The time is that of the process's processors after loading, garbage collection included; each side
// runs in a process of its own, taking turns. Prints the shortest of several runs of each, and the most memory.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { worldText, writeTrail } from './workload/trails.mjs';

const library = process.env.KEYWARD_DIST ?? resolve(import.meta.dirname, '../dist');
const [side, folder, trail] = process.argv.slice(2);
if (side === 'parse') report(parseAll);
else if (side === 'replay') report(await replayer());
else compare();

/** Reads in chunks, and parses each line by itself. */
async function parseAll() {
  const file = openSync(trail, 'r');
  const buffer = Buffer.allocUnsafe(256 * 1024);
  let rest = Buffer.alloc(0);
  let records = 0;
  for (;;) {
    const count = readSync(file, buffer, 0, buffer.length);
    if (count === 0) return records;
    const bytes = Buffer.concat([rest, buffer.subarray(0, count)]);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      JSON.parse(bytes.toString('utf8', start, end));
      records++;
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}

async function replayer() {
  const { loadWorld } = await import(join(library, 'src/world/load.js'));
  const { replay } = await import(join(library, 'src/why/replay/replay.js'));
  const before = await loadWorld([join(folder, 'before.json')]);
  const after = await loadWorld([join(folder, 'after.json')]);
  return async () => (await replay(before, after, [trail], { threads: 1 })).records.read;
}

async function report(work) {
  const before = process.cpuUsage();
  const records = await work();
  const { user, system } = process.cpuUsage(before);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ records, microseconds: (user + system) / records, megabytes }));
}

function compare() {
  const made = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  try {
    writeFileSync(join(made, 'before.json'), worldText(false));
    writeFileSync(join(made, 'after.json'), worldText(true));
    console.log(
      '| records | JSON.parse, µs | replay, µs | ratio | replay, MB |\n| ---: | ---: | ---: | ---: | ---: |',
    );
    for (const [count, rounds] of [
      [100_000, 3],
      [3_000_000, 2],
    ]) {
      const path = join(made, `${count}.jsonl`);
      writeTrail(path, count);
      const runs = Array.from({ length: rounds }, () => [
        run('parse', made, path),
        run('replay', made, path),
      ]);
      const [parse, replay] = [0, 1].map((at) =>
        Math.min(...runs.map((pair) => pair[at].microseconds)),
      );
      const megabytes = Math.max(...runs.map((pair) => pair[1].megabytes));
      const cells = [
        count,
        parse.toFixed(2),
        replay.toFixed(2),
        (replay / parse).toFixed(2),
        megabytes.toFixed(0),
      ];
      console.log(`| ${cells.join(' | ')} |`);
      rmSync(path);
    }
  } finally {
    rmSync(made, { recursive: true });
  }
}

function run(...args) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), ...args],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
