// Wrong use and unreadable input: one clear sentence, the right exit code, never a stack trace.
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../scenario/files.ts';
import { keyward } from './keyward.ts';

const folder = folderOf({});
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const start = 'fixtures/start';
const ask = ['simulate', '--world', start, '--action', 'kms:Decrypt', '--key', 'alias/app'];
const asAlice = [...ask, '--principal', 'user/alice'];
symlinkSync(join(folder, 'loop'), join(folder, 'loop'));

// The arguments, the exit code, what must be said.
const rows: readonly (readonly [readonly string[], number, RegExp])[] = [
  [['tset'], 2, /unknown command 'tset'[\s\S]*Did you mean test\?/],
  [['simulate', '--pricipal', 'x'], 2, /unknown option '--pricipal'[\s\S]*--principal/],
  [['simulate', '--format', 'xml'], 2, /Allowed choices are text, json/],
  [['simulate', '--time', 'tomorrow'], 2, /Write it as `2026-01-01T09:30:00Z`/],
  [['simulate', '--principal', 'user/alice'], 2, /lacks --action/],
  [['simulate', '--action', 'kms:Decrypt'], 2, /lacks --principal/],
  [asAlice.concat('--resource', '*'), 2, /for `--key` or for `--resource`, not for both/],
  [asAlice.concat('--context', 'novalue'), 2, /`--context` is `key=value`/],
  [asAlice.concat('--context', 'a=1', '--context', 'a=2'), 2, /gives `a` twice/],
  [asAlice.concat('--context', 'a=[1'), 2, /begins like a JSON list but is none/],
  [asAlice.concat('--context', 'a=[{}]'), 2, /begins like a JSON list but is none/],
  [asAlice.concat('--session-name', 's'), 2, /`--session-name` is for a role/],
  [
    ['simulate', `${start}/scenario.yaml`, '--key', 'x'],
    2,
    /`--key` does not go together with a file/,
  ],
  [['simulate', `${start}/scenario.yaml`, '--grant-token', 'x'], 2, /`--grant-token` does not go/],
  [['simulate', 'a.yaml', 'b.yaml'], 2, /too many arguments/],
  [['test'], 2, /missing required argument 'paths'/],
  [['schema', 'scenari'], 2, /did you mean `scenario`\?/],
  [['schema', 'zzzzzz'], 2, /there are .*scenario/],
  [['simulate', `${start}/world.yaml`], 3, /but a world file[\s\S]*--world/],
  [['simulate', `${start}/key-policy.json`], 3, /but a policy document[\s\S]*keyward lint/],
  [['simulate', 'package.json'], 3, /but something else/],
  [['lint', 'README.md'], 3, /error/],
  [['world', 'show', `${start}/scenario.yaml`], 3, /no account in this world[\s\S]*is a scenario/],
  [['world', 'shw'], 2, /unknown command 'shw'/],
  [asAlice.concat('--world', 'nowhere'), 3, /no file or folder `nowhere`/],
  [
    asAlice.concat('--session-policy', 'nowhere.json'),
    3,
    /nowhere.json: error: there is no such file/,
  ],
  [['simulate', 'nowhere.yaml'], 3, /nowhere.yaml: error: there is no such file/],
  [['simulate', folder], 3, /this is a folder, not a file/],
  [['test', 'nowhere.yaml'], 3, /nowhere.yaml: error: there is no such file/],
  [['test', 'schemas'], 3, /there is no scenario under `schemas`/],
  [['lint', 'nowhere.json'], 3, /nowhere.json: error: there is no such file/],
  [['lint', join(folder, 'loop')], 3, /a link that leads back to itself/],
  [['lint', `${start}/engineering.json/x`], 3, /goes through a file/],
  [['lint', put('bytes.json', new Uint8Array([0xff, 0xd8, 0xff]))], 3, /not valid UTF-8/],
  [['lint', put('deep.json', '['.repeat(100_000))], 3, /256/],
  [['lint', put('empty.json', '')], 3, /empty/],
  [['simulate', put('empty.yaml', '')], 3, /empty/],
  [['simulate', put('bomb.yaml', bomb())], 3, /anchor|alias/i],
  [['simulate', put('deep.yaml', '- '.repeat(5_000))], 3, /256/],
  [ask.concat('--principal', 'user/alicia'), 3, /did you mean `user\/alice`\?/],
  [
    ask.concat('--principal', 'arn:aws:iam::999988887777:user/bob'),
    3,
    /the account `999988887777`/,
  ],
  [
    [
      'simulate',
      '--world',
      start,
      '--principal',
      'alice',
      '--action',
      'Decript',
      '--key',
      'alias/app',
    ],
    3,
    /did you mean `kms:Decrypt`/,
  ],
];

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, index) => {
    const items = Array.from({ length: 9 }, () => (index === 0 ? 'lol' : `*a${index - 1}`));
    return `a${index}: &a${index} [${items.join(', ')}]`;
  });
  return `${levels.join('\n')}\nrequests: *a8\n`;
}

describe('keyward', () => {
  it.each(rows)('%j answers with exit code %i', async (args, code, message) => {
    const said = await keyward(args);
    expect(said.stdout + said.stderr).toMatch(message);
    expect(said.code).toBe(code);
    expect(said.stdout + said.stderr).not.toMatch(/^\s+at /m);
  });

  it('says what it can do without arguments, as wrong use', async () => {
    const { code, stderr } = await keyward([]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Usage: keyward/);
  });

  it.each([
    'simulate',
    'test',
    'lint',
    'world',
    'schema',
    'world show',
    'world script',
    'world redact',
  ])('shows an example in the help of `%s`', async (command) => {
    const { code, stdout } = await keyward([...command.split(' '), '--help']);
    expect(code).toBe(0);
    if (command !== 'world') expect(stdout).toMatch(/Examples?:\n {2}(keyward|aws)/);
  });

  it('prints its version with the date of the catalogue', async () => {
    for (const flag of ['--version', '-V']) {
      const { code, stdout } = await keyward([flag]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^keyward \d+\.\d+\.\d+ \(catalogue of \d{4}-\d{2}-\d{2}\)\n$/);
    }
  });

  it('prints a stack trace only when KEYWARD_DEBUG asks for it', async () => {
    const broken = { io: { stdin: () => Promise.reject(new Error('the disk burns')) } };
    const { code, stderr } = await keyward(['lint', '-'], broken);
    expect(code).toBe(3);
    expect(stderr).toMatch(/keyward failed: the disk burns/);
    expect(stderr).not.toMatch(/^\s+at /m);
    const debug = { io: { ...broken.io, env: { KEYWARD_DEBUG: '1' } } };
    expect((await keyward(['lint', '-'], debug)).stderr).toMatch(/^\s+at /m);
  });
});
