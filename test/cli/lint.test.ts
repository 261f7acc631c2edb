// `keyward lint`: documents alone, inside outputs, from standard input; exit codes 0, 1 and 3.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../scenario/files.ts';
import { keyward } from './keyward.ts';

const good =
  '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" } }';
const bad = good.replace('Allow', 'allow');
const folder = folderOf({
  'good.json': good,
  'bom.json': `\uFEFF${good}`,
  'bad.json': bad,
  'output.json': JSON.stringify({ PolicyName: 'default', Policy: bad.replace('allow', 'Alow') }),
  'encoded.json': JSON.stringify({ PolicyDocument: encodeURIComponent(good) }),
  'torn.json': JSON.stringify({ Policy: good.slice(0, -2) }),
  'other.json': '{ "name": "x" }',
  'nearly.json': '{ "Statements": [] }',
  'world.yaml': `accounts: { "111122223333": { roles: { R: { boundary: ${good} } } } }`,
  'only-other/other.json': '{}',
});

// The files, the exit code, what is said.
const rows: readonly (readonly [readonly string[], number, RegExp])[] = [
  [['good.json'], 0, /read as an identity-based policy \(by its shape.*\), 1 statement\n/],
  [['bom.json'], 0, /read as an identity-based policy/],
  [['good.json', '--type', 'session-policy'], 0, /read as a session policy, 1 statement/],
  [['good.json', '--type', 'key-policy'], 1, /Principal/],
  [['bad.json'], 1, /bad.json:1:53: error: statement 1: `allow` is not an `Effect`[\s\S]*\^{7}/],
  [
    ['output.json'],
    1,
    /Policy: read as a key policy; it has errors[\s\S]*output.json:1:95: error: .*`Alow`/,
  ],
  [['encoded.json'], 0, /PolicyDocument: read as an identity-based policy/],
  [['torn.json'], 1, /torn.json:1:/],
  [['world.yaml'], 0, /accounts.111122223333.roles.R.boundary: read as a permissions boundary/],
  [['other.json'], 3, /there is no policy document in this file/],
  [['nearly.json'], 3, /did you mean `Statement`/],
  [['only-other'], 3, /there is no policy document, template or plan under/],
  [['good.json', 'bad.json', 'other.json'], 3, /errors.*; 1 file could not be read whole/],
];

describe('keyward lint', () => {
  it.each(rows)('%j: exit code %i', async ([first, ...more], code, words) => {
    const args = [first!, ...more].map((word) =>
      /\.(json|yaml)$|^only/.test(word) ? join(folder, word) : word,
    );
    const said = await keyward(['lint', ...args]);
    expect(said.stdout + said.stderr).toMatch(words);
    expect(said.code).toBe(code);
  });

  it('passes files in folders over that hold no policy', async () => {
    const { stdout } = await keyward(['lint', folder]);
    expect(stdout).not.toMatch(/other.json/);
    expect(stdout).toMatch(/good.json/);
  });

  it('reads standard input', async () => {
    const { stdout, code } = await keyward(['lint', '-'], { stdin: bad });
    expect(code).toBe(1);
    expect(stdout).toMatch(/<stdin>:1:53: error/);
    expect(stdout).toMatch(/\^{7}/);
  });

  it('fixes files, and does not pass what it could not read', async () => {
    const twice = good.replace('"kms:Decrypt"', '["kms:Decrypt", "kms:Decrypt"]');
    const own = folderOf({ 'twice.json': twice, 'torn.json': '{' });
    const [twicePath, torn] = [join(own, 'twice.json'), join(own, 'torn.json')];
    const type = ['--type', 'session-policy'];
    const shown = await keyward(['lint', twicePath, ...type, '--fix', '--dry-run']);
    expect(shown.stdout).toMatch(/^-.*"kms:Decrypt", "kms:Decrypt"/m);
    expect(readFileSync(twicePath, 'utf8')).toBe(twice);
    const both = await keyward(['lint', twicePath, torn, ...type, '--fix']);
    expect(readFileSync(twicePath, 'utf8')).toBe(twice.replace(', "kms:Decrypt"', ''));
    expect(both.code).toBe(3);
  });

  it('writes no fixes to standard input', async () => {
    const { code, stderr } = await keyward(['lint', '-', '--fix'], { stdin: good });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/cannot change standard input/)]);
  });

  it('judges no more than a megabyte, at once', async () => {
    const huge = `{ "Statement": [${'1,'.repeat(2_500_000)}1] }`;
    const { stdout, code } = await keyward(['lint', '-'], { stdin: huge });
    expect(code).toBe(3);
    expect(stdout).toMatch(/1 MB/);
  });

  it('prints JSON', async () => {
    const { stdout } = await keyward(['lint', '-', '--format', 'json'], { stdin: bad });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: '1.0',
      summary: { files: 1, error: 1, unread: 0 },
      files: [{ file: '<stdin>', takenFor: 'a policy document', read: true }],
      findings: [
        { rule: 'G06-effect', severity: 'error', span: { start: { line: 1, column: 53 } } },
      ],
    });
  });
});
