// `keyward test`: exit codes, formats, --update and --coverage, on files of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, world } from '../scenario/files.ts';
import { keyward } from './keyward.ts';

const ask = 'principal: user/alice, action: kms:Decrypt, key: alias/app';
const scenario = (...requests: readonly string[]) =>
  `title: a & b <c>\nworld: world.yaml\nrequests:\n${requests.map((text) => `  - ${text}\n`).join('')}`;
const passing = `{ name: passes, ${ask}, expect: { verdict: allow } }`;
const failing = `{ name: "fails: 100%", ${ask}, expect: { verdict: deny, reason: not-delegated } }`;
const files = {
  'world.yaml': world,
  'passing.yaml': scenario(passing),
  'failing.yaml': scenario(passing, failing),
  'broken.yaml': scenario(passing, `{ name: broken, ${ask}, expects: {} }`),
  'untested.yaml': scenario(`{ name: asks only, ${ask} }`),
  'homeless.yaml': `requests:\n  - { ${ask}, expect: { verdict: allow } }\n`,
  'lost.yaml': `world: gone.yaml\nrequests:\n  - { ${ask}, expect: { verdict: allow } }\n`,
};
const folder = folderOf(files);
const test = async (names: readonly string[], ...flags: readonly string[]) => {
  const said = await keyward(['test', ...names.map((name) => join(folder, name)), ...flags]);
  return { ...said, stdout: said.stdout.replaceAll(folder, 'FOLDER') };
};

describe('keyward test', () => {
  it.each([
    [['passing.yaml'], 0, /^1 passed, 0 failed in 1 scenario\n$/],
    [['passing.yaml', 'failing.yaml'], 1, /2 passed, 1 failed in 2 scenarios/],
    [['passing.yaml', 'broken.yaml'], 3, /did you mean `expect`\?[\s\S]*1 file could not be run/],
    [['failing.yaml', 'untested.yaml'], 3, /`asks only` has no `expect`/],
    [['homeless.yaml'], 3, /has no `world`/],
    [['lost.yaml'], 3, /no file or folder/],
    [['passing.yaml', 'gone.yaml'], 3, /gone.yaml: error: there is no such file/],
    [[''], 3, /2 passed, 1 failed in 2 scenarios; 4 files could not be run/],
  ])('%j: exit code %i', async (names, code, words) => {
    const said = await test(names);
    expect(said.stdout).toMatch(words);
    expect(said.code).toBe(code);
  });

  it.each(['text', 'json', 'junit', 'github'])('reports as %s', async (format) => {
    const names = ['broken.yaml', 'failing.yaml', 'passing.yaml'];
    const { stdout } = await test(names, '--format', format);
    await expect(stdout).toMatchFileSnapshot(`./reports/${format}.txt`);
  });

  it('lists what passed when asked to', async () => {
    expect((await test(['passing.yaml'], '--verbose')).stdout).toMatch(/pass {2}passes/);
  });

  it('lists the statements that no scenario turns on', async () => {
    const { stdout, code } = await test(['passing.yaml'], '--coverage');
    expect(code).toBe(0);
    expect(stdout).toMatch(/coverage: 1 of 3 statements decided a request \(33 %\)/);
    expect(stdout).toMatch(
      /FOLDER\/world.yaml:12:19 {2}Allow UseKeys {2}identity-policy engineering/,
    );
    expect(stdout).toMatch(/FOLDER\/world.yaml:25:15 {2}Deny statement 2 {2}key-policy/);
  });

  it('writes what was answered into the files, and is green afterwards', async () => {
    const own = folderOf(files);
    const paths = ['failing.yaml', 'untested.yaml'].map((name) => join(own, name));
    const said = await keyward(['test', ...paths, '--update']);
    expect(said.code).toBe(0);
    expect(said.stderr).toMatch(/updated .*failing.yaml \(1 of 2 requests\)/);
    expect(readFileSync(paths[0]!, 'utf8')).toBe(
      scenario(passing, failing.replace('deny', 'allow').replace('not-delegated', 'key-policy')),
    );
    expect((await keyward(['test', ...paths])).code).toBe(0);
  });

  it('does not write a file that it could not read whole', async () => {
    const own = folderOf(files);
    const path = join(own, 'broken.yaml');
    expect((await keyward(['test', path, '--update'])).code).toBe(3);
    expect(readFileSync(path, 'utf8')).toBe(files['broken.yaml']);
  });

  it('says which of many it is at, on a terminal only, and cleans up', async () => {
    const own = folderOf({ 'world.yaml': world });
    for (let index = 0; index < 25; index++) {
      writeFileSync(join(own, `${index}.yaml`), scenario(passing));
    }
    const { stderr } = await keyward(['test', own], { io: { stderrIsTerminal: true } });
    expect(stderr).toMatch(/^\r1 of 25\r2 of 25[\s\S]*\r25 of 25\r +\r$/);
    expect((await keyward(['test', own])).stderr).toBe('');
  });
});
