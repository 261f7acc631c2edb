// No secret stands anywhere but in the responses that are to give it: keys that were made and imported, data keys,
// shared secrets and what callers encrypt are looked for in all output, events, errors, explanations, stacks and the
// strings of the heap. Every operation runs, with failures of every kind: canary-workload.mjs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Search, searchFor } from './canary-search.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'keyward-canaries-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program whose keys are watched. */
function watched(args: readonly string[], name: string) {
  const canaries = join(folder, `${name}.json`);
  const hook = join(root, 'test/built/canary-hook.mjs');
  const files = { OUTPUT: join(folder, `${name}-output.json`), SNAPSHOT: join(folder, name) };
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--heap-snapshot-string-limit=10000000', '--import', hook, ...args],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, ...files, CANARIES: canaries, NO_COLOR: '1' },
    },
  );
  const hex = JSON.parse(readFileSync(canaries, 'utf8')) as string[];
  const secrets = [...new Set(hex)].map((text) => Buffer.from(text, 'hex'));
  return { stdout, stderr, status, secrets, ...files };
}

function hits(search: Search, texts: readonly string[]): number[] {
  return texts.flatMap((text) => [...search.find(text)]);
}

describe('the library', () => {
  const run = watched([join(root, 'test/built/canary-workload.mjs')], 'workload');
  const search = searchFor(run.secrets);

  it('ran its workload, and made secrets to look for', () => {
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout).calls).toBeGreaterThan(700);
    expect(run.secrets.length).toBeGreaterThan(60);
    const { outcomes } = JSON.parse(readFileSync(run.OUTPUT, 'utf8')) as { outcomes: string[] };
    const names = new Set(outcomes.map((text) => JSON.parse(text).operation));
    // All 56, and one that does not exist.
    expect(names.size).toBe(57);
  });

  it('shows no secret in outcomes, events, errors, explanations, notes and stacks', () => {
    const seen = JSON.parse(readFileSync(run.OUTPUT, 'utf8')) as Record<string, string[]>;
    for (const [kind, texts] of Object.entries(seen)) {
      expect(texts.length, kind).toBeGreaterThan(0);
      expect({ kind, found: hits(search, texts) }).toEqual({ kind, found: [] });
    }
    expect(hits(search, [run.stdout, run.stderr])).toEqual([]);
  });

  it('has no secret among the strings of its heap but the control', () => {
    const { strings } = JSON.parse(readFileSync(run.SNAPSHOT, 'utf8')) as { strings: string[] };
    expect(strings.length).toBeGreaterThan(10_000);
    const found = new Set(hits(search, strings));
    expect(found.size).toBe(1);
    const [control] = found;
    const hex = run.secrets[control!]!.toString('hex');
    expect(strings.some((string) => string.includes(hex))).toBe(true);
  });
});

describe('the program', () => {
  const stories = ['data-keys', 'encryption', 'import', 'signing'].map(
    (topic) => `fixtures/scenarios/stories-${topic}`,
  );

  it.each(['text', 'json'])('prints no key: stories as %s', (format) => {
    const args = [join(root, 'dist/keyward.js'), 'test', ...stories, '--format', format];
    const run = watched(args, `stories-${format}`);
    expect({ stderr: run.stderr, status: run.status }).toEqual({ stderr: '', status: 0 });
    expect(run.secrets.length).toBeGreaterThan(20);
    expect(hits(searchFor(run.secrets), [run.stdout])).toEqual([]);
  });

  it.each(['text', 'json'])('prints neither a key nor what is to be encrypted, as %s', (format) => {
    const plaintext = 'a secret of 32 characters, quite';
    const run = watched(
      [
        join(root, 'dist/keyward.js'),
        ...['simulate', '--world', 'fixtures/start/world.yaml', '--operation', 'Encrypt'],
        ...['--principal', 'role/Engineering', '--key', '1234abcd-12ab-34cd-56ef-1234567890ab'],
        ...['--parameter', `Plaintext={"text":"${plaintext}"}`, '--format', format],
      ],
      `simulate-${format}`,
    );
    expect(run.stdout).toMatch(/Denied|"deny"/);
    const secrets = [...run.secrets, Buffer.from(plaintext)];
    expect(hits(searchFor(secrets), [run.stdout, run.stderr])).toEqual([]);
  });
});

describe('the search', () => {
  const secret = Buffer.from(
    '000102fdfeff40506070a0b0c0d0e0f0112233445566778899aabbccddeeff5c',
    'hex',
  );
  const search = searchFor([secret]);

  it.each([
    secret.toString('hex'),
    secret.toString('hex').toUpperCase(),
    secret.toString('latin1'),
    secret.toString('base64'),
    secret.toString('base64url'),
    Buffer.concat([Buffer.from('x'), secret]).toString('base64'),
    Buffer.concat([Buffer.from('xy'), secret, Buffer.from('z')]).toString('base64url'),
    JSON.stringify(secret),
    JSON.stringify(new Uint8Array(secret)),
    `${[...secret].join(', ')}`,
    `<Buffer ${[...secret].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}>`,
    `… ${secret.subarray(0, 16).toString('hex')} …`,
    `… ${secret.subarray(16).toString('base64')} …`,
  ])('finds %s', (text) => {
    expect([...search.find(`before ${text} after`)]).toEqual([0]);
  });

  it('finds nothing else', () => {
    expect([...search.find(secret.subarray(0, 15).toString('hex'))]).toEqual([]);
    expect([...search.find('')]).toEqual([]);
  });
});
