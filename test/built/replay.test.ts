// The worker that ships: that a replay runs on threads in the library and in the bundled program, comes to the same
// report as in one thread, and lets the process end.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const trails = 'fixtures/why/trails';
const url = (path: string) => JSON.stringify(join(root, 'dist', path));

function run(args: readonly string[]): { readonly stdout: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  return { stdout, status };
}

it('the library replays on threads', () => {
  const code = `
    import { loadWorld } from ${url('src/world/load.js')};
    import { replay } from ${url('src/why/replay/replay.js')};
    const before = await loadWorld(['${trails}/before.yaml']);
    const after = await loadWorld(['${trails}/after.yaml']);
    const of = (threads) => replay(before, after, ['${trails}'], { threads, unitBytes: 1000 });
    const one = JSON.stringify(await of(1));
    let most = 0;
    const timer = setInterval(() => { most = Math.max(most, process.report.getReport().workers.length); }, 5);
    const three = JSON.stringify(await of(3));
    clearInterval(timer);
    console.log(JSON.stringify({ same: one === three, threads: most > 0, records: JSON.parse(one).records.read }));`;
  const { stdout, status } = run(['--input-type=module', '--eval', code]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ same: true, threads: true, records: expect.any(Number) });
});

it('the program says the same with one thread and with three', () => {
  const args = ['--world', `${trails}/before.yaml`, '--world-after', `${trails}/after.yaml`];
  const of = (threads: string) =>
    run(['dist/keyward.js', 'replay', ...args, trails, '--threads', threads]);
  expect(of('3')).toEqual(of('1'));
});
