// `keyward replay`: its exit codes, its formats, and what it says of each.
import { expect, it } from 'vitest';
import { keyward } from './keyward.ts';

const trails = 'fixtures/why/trails';
const worlds = ['--world', `${trails}/before.yaml`, '--world-after', `${trails}/after.yaml`];

const rows: readonly (readonly [trail: string, code: number, says: string])[] = [
  ['nothing-changes.json', 0, 'Nothing changes.'],
  ['changes.jsonl', 1, '5 newly denied.'],
  ['lookup-events.json', 1, '1 newly denied.'],
  ['unjudged.jsonl', 3, 'there is no user `arn:aws:iam::111122223333:user/carol` in the world'],
  ['nowhere.json', 3, 'there is no such file or folder'],
];

it.each(rows)('of %s exits with %i', async (trail, code, says) => {
  const said = await keyward(['replay', ...worlds, `${trails}/${trail}`]);
  expect(said).toMatchObject({ code, stderr: '' });
  expect(said.stdout).toContain(says);
});

it('without a world after is called wrongly', async () => {
  const said = await keyward(['replay', '--world', `${trails}/before.yaml`, trails]);
  expect(said).toMatchObject({ code: 2, stdout: '' });
});

it('says as JSON what it says as text', async () => {
  const { stdout } = await keyward([
    'replay',
    ...worlds,
    `${trails}/changes.jsonl`,
    '--format',
    'json',
  ]);
  const report = JSON.parse(stdout);
  expect(report.changes['newly-denied']).toBe(5);
  expect(report.groups[0]).toMatchObject({
    principal: 'arn:aws:iam::111122223333:role/teams/Engineering',
    action: 'kms:Decrypt',
    count: 2,
    before: { verdict: 'allow', by: [{}, { policy: 'engineering', sid: 'Projects' }] },
    after: { verdict: 'deny', reason: 'no-identity-allow', by: [] },
    example: { line: 5 },
  });
  expect(report.answers).toMatchObject({ compared: 9, deniedThoughAllowed: { count: 1 } });
});

it('says as Markdown what it says as text', async () => {
  const { stdout } = await keyward([
    'replay',
    ...worlds,
    `${trails}/changes.jsonl`,
    '--format',
    'markdown',
  ]);
  expect(stdout).toContain('### Newly denied: 5 records');
  expect(stdout).toContain(
    '| 2 | `arn:aws:iam::111122223333:role/teams/Engineering` | `kms:Decrypt` |',
  );
});

it('shows a bar on a terminal, and takes it away', async () => {
  const { stderr } = await keyward(['replay', ...worlds, `${trails}/changes.jsonl`], {
    io: { stderrIsTerminal: true },
  });
  expect(stderr).toMatch(/^\r\[#{30}\] 100 %, 10 records\r +\r$/);
});
