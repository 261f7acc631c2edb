// The command line, cold: `keyward lint` of one file against a Node that does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { documentsOf } from './workload/aws-policies.mjs';

const ROUNDS = 15;

/** The shortest of several runs of each, in turn, in milliseconds; undefined where the tool is not built. */
export function coldStart() {
  const tool = resolve(import.meta.dirname, '../dist/keyward.js');
  if (!existsSync(tool)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  try {
    const file = join(folder, 'key-policy.json');
    writeFileSync(file, JSON.stringify(documentsOf('small').resourcePolicy, null, 2));
    let bare = Number.POSITIVE_INFINITY;
    let lint = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      bare = Math.min(bare, time(['--eval', '0'], [0]));
      lint = Math.min(lint, time([tool, 'lint', file], [0, 1]));
    }
    return { bare, lint };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function time(args, codes) {
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const took = performance.now() - before;
  if (!codes.includes(status))
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}
