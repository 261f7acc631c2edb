// The openssl command, with its files in a folder of their own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'keyward-openssl-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** The path of a new file that holds these bytes. */
export function file(bytes: Uint8Array): string {
  const path = join(folder, String(files++));
  writeFileSync(path, bytes);
  return path;
}

/** Runs the command; answers its exit code and what it wrote to `-out`, which it is given. */
export function attempt(...args: readonly string[]): {
  status: number;
  output: Buffer;
  said: string;
} {
  const out = file(new Uint8Array(0));
  const [command, ...rest] = args;
  const verifies = command !== 'dgst' && args.includes('-verify');
  const all = [command!, ...(verifies ? [] : ['-out', out]), ...rest];
  const { status, stdout, stderr, error } = spawnSync('openssl', all, { encoding: 'utf8' });
  if (error) throw new Error('these tests need the openssl command', { cause: error });
  return { status: status!, output: readFileSync(out), said: `${stdout}${stderr}` };
}

/** Runs the command, which must succeed, and answers what it wrote. */
export function openssl(...args: readonly string[]): Buffer {
  const { status, output, said } = attempt(...args);
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}\n${said}`);
  return output;
}
