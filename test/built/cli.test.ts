// The built program as a process of its own: exit codes, streams, pipes that close, and how fast it is.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'dist/keyward.js');
const folder = mkdtempSync(join(tmpdir(), 'keyward-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keyward = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [program, ...args], { cwd: root, input, encoding: 'utf8' });

const trails = 'fixtures/why/trails';
const twoWorlds = ['--world', `${trails}/before.yaml`, '--world-after', `${trails}/after.yaml`];
const ofTheServer: ReadonlySet<string> = new Set(['fastify', 'kysely', 'libsql', 'pg']);

describe('the built program', () => {
  it('is one executable file with its version', () => {
    expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(keyward(['--version']).stdout).toMatch(new RegExp(`^keyward ${version} `));
  });

  it('needs no package beside it, but for those that only `keyward serve` loads', () => {
    const imports = [...bundled()].flatMap((text) =>
      [...text.matchAll(/(?:from|import)\s*\(?["']([@a-z][^"'${}]*)["']/g)].map(
        (match) => match[1]!,
      ),
    );
    const needed = imports.filter((name) => !name.startsWith('node:') && name !== 'process');
    expect([...new Set(needed)].filter((name) => !ofTheServer.has(name))).toEqual([]);
  });

  it.each([
    [['simulate', 'fixtures/start/scenario.yaml'], 1],
    [['test', 'fixtures/start'], 0],
    [['lint', 'fixtures/aws-examples/default-of-the-api.key-policy.json'], 0],
    [['lint', 'fixtures/start/key-policy.json'], 1],
    [['why', '--world', 'fixtures/worlds/cli-outputs', 'fixtures/why/a-trail.jsonl'], 3],
    [['replay', ...twoWorlds, 'fixtures/why/trails/changes.jsonl'], 1],
    [['serve', '--help'], 0],
    [['world', 'show', 'fixtures/start'], 0],
    [['schema'], 0],
    [['schema', 'scenario'], 0],
    [['simulate', '--help'], 0],
    [['frobnicate'], 2],
    [['simulate', 'nowhere.yaml'], 3],
  ])('%j exits with %i', (args, code) => {
    const { status, stderr } = keyward(args);
    expect(status).toBe(code);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('reads standard input and prints nothing but JSON to standard output', () => {
    const policy = readFileSync(join(root, 'fixtures/start/key-policy.json'), 'utf8');
    const { stdout, status } = keyward(
      ['lint', '-', '--fail-on', 'high', '--format', 'json'],
      policy,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout).files[0].documents.length).toBe(1);
  });

  it('goes on quietly when its reader closes the pipe', async () => {
    const child = spawn(process.execPath, [program, 'schema', 'scenario'], { cwd: root });
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(said).toBe('');
  });

  it('says that a file may not be read', () => {
    const path = join(folder, 'secret.json');
    copyFileSync(join(root, 'fixtures/start/key-policy.json'), path);
    const { status, stderr } = keyward(['lint', `${path}/x`]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/goes through a file/);
  });

  it('runs a test again when its file changes', async () => {
    const path = join(folder, 'scenario.yaml');
    for (const name of ['scenario.yaml', 'world.yaml', 'engineering.json', 'key-policy.json']) {
      copyFileSync(join(root, 'fixtures/start', name), join(folder, name));
    }
    const child = spawn(process.execPath, [program, 'test', path, '--watch'], { cwd: root });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const until = async (words: RegExp) => {
      for (let tries = 0; tries < 200 && !words.test(said); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(said).toMatch(words);
    };
    await until(/1 passed, 0 failed/);
    writeFileSync(path, readFileSync(path, 'utf8').replace('verdict: deny', 'verdict: allow'));
    await until(/FAIL[\s\S]*1 failed/);
    child.kill();
  });

  it('lints a file not much later than Node itself starts', () => {
    const fastest = (args: readonly string[]) =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const start = performance.now();
          spawnSync(process.execPath, args, { cwd: root });
          return performance.now() - start;
        }),
      );
    const bare = fastest(['-e', '']);
    const lint = fastest([program, 'lint', 'fixtures/start/key-policy.json']);
    expect(lint - bare).toBeLessThan(200);
  });
});

function* bundled(): Generator<string> {
  yield readFileSync(program, 'utf8');
  const { stdout } = spawnSync('ls', [join(root, 'dist/cli')], { encoding: 'utf8' });
  for (const name of stdout.split('\n').filter((line) => line.endsWith('.js'))) {
    const path = join(root, 'dist/cli', name);
    if (statSync(path).isFile()) yield readFileSync(path, 'utf8');
  }
}
