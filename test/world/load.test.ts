// Files and folders from disk, what is shown of them, and the script that collects them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { loadWorld } from '../../src/world/load.ts';
import { collectScript } from '../../src/world/script.ts';
import { renderWorld, showWorld } from '../../src/world/show.ts';
import { WorldError } from '../../src/world/world-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyward-world-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function refusal(...paths: string[]) {
  const error = await loadWorld(paths).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WorldError);
  return (error as WorldError).diagnostics;
}

describe('loadWorld', () => {
  it('takes several files as one world', async () => {
    const one = put('several/one.yaml', 'accounts: { "111122223333": { users: { alice: {} } } }');
    const two = put(
      'several/two.json',
      '{ "accounts": { "444455556666": { "users": { "bob": {} } } } }',
    );
    expect([...(await loadWorld([one, two])).accounts.keys()]).toEqual([
      '111122223333',
      '444455556666',
    ]);
  });

  it('leaves alone what is hidden, and what is neither JSON nor YAML', async () => {
    put('mixed/world.yaml', 'accounts: { "111122223333": { users: { alice: {} } } }');
    put('mixed/.cache/x.json', '{');
    put('mixed/notes.txt', 'hello');
    put('mixed/node_modules/x.json', '{');
    expect((await loadWorld([join(folder, 'mixed')])).files).toHaveLength(1);
  });

  it('reads files beside the world that it names, and UTF-16 from Windows', async () => {
    const document =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}';
    put('windows/app.json', Buffer.from(`\ufeff${document}`, 'utf16le'));
    const world = put(
      'windows/world.yaml',
      'accounts: { "111122223333": { users: { alice: { policies: [{ file: ./app.json }] } } } }',
    );
    expect(
      (await loadWorld([world])).accounts.get('111122223333')?.users.get('alice')?.policies,
    ).toHaveLength(1);
  });

  it.each([
    ['a missing file', 'nowhere.yaml', 'world-file-missing'],
    ['an empty folder', 'empty', 'world-empty'],
    ['a file that is no text', 'binary.json', 'encoding'],
  ])('refuses %s', async (_, path, code) => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    put('binary.json', new Uint8Array([0, 1, 2, 255]));
    expect((await refusal(join(folder, path))).map((diagnostic) => diagnostic.code)).toEqual([
      code,
    ]);
  });

  it('names every file that is wrong', async () => {
    const one = put('wrong/one.json', '{');
    const two = put('wrong/two.yaml', 'accounts: [');
    expect(new Set((await refusal(join(folder, 'wrong'))).map(({ file }) => file))).toEqual(
      new Set([one, two]),
    );
  });
});

describe('showWorld', async () => {
  const summary = showWorld(await loadWorld(['fixtures/worlds/cli-outputs']));

  it('is as its schema says', () => {
    const schema = JSON.parse(readFileSync('schemas/world-summary.schema.json', 'utf8'));
    const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
    expect(validate(summary), JSON.stringify(validate.errors)).toBe(true);
  });

  it('says what each file was taken for, what there is and what is missing', () => {
    const text = renderWorld(summary);
    expect(text).toMatch(/kms get-key-policy +\S+get-key-policy.json \(the key 3456cdef/);
    expect(text).toContain('Account 111122223333 in o-exampleorg/r-ab12/ou-ab12-apps1234/');
    expect(text).toContain(
      '2 users, 1 group, 2 roles, 1 session, 8 keys, 1 VPC endpoint, SCPs at 3 levels',
    );
    expect(text).toContain(
      '  - the principals of 444455556666: save `aws iam get-account-authorization-details`',
    );
  });

  it('finds nothing missing in a world file, which leaves out what is not there', async () => {
    const small = showWorld(await loadWorld(['fixtures/worlds/start.yaml']));
    expect(small.missing).toEqual([]);
    expect(renderWorld(small)).toContain('Nothing is missing.');
  });
});

describe('the script', () => {
  // A stand-in for the AWS CLI: answers from the fixture, and refuses what the fixture does not hold.
  const stub = `#!/bin/sh
root=$STUB_ROOT/111122223333
org=$STUB_ROOT/organization
all="$*"
after() { echo "$all" | sed -n "s/.*$1 \\([^ ]*\\).*/\\1/p"; }
region=$(after --region)
key=$(after --key-id)
case "$1 $2" in
  'sts get-caller-identity') echo 111122223333 ;;
  'configure get') echo us-east-1 ;;
  'iam get-account-authorization-details') cat "$root/$2.json" ;;
  'kms list-aliases' | 'ec2 describe-vpc-endpoints') cat "$root/$region/$2.json" ;;
  'kms list-keys') ls "$root/$region" | grep -v json ;;
  kms*) cat "$root/$region/$key/$2.json" ;;
  'organizations describe-organization') cat "$org/$2.json" ;;
  'organizations list-policies') ls "$org" | sed -n 's/^describe-policy\\.\\(.*\\)\\.json/\\1/p' ;;
  'organizations list-parents')
    case "$all" in
      *--query*) sed -n 's/.*"Id": "\\(.*\\)",/\\1/p' "$org/list-parents.$(after --child-id).json" ;;
      *) cat "$org/list-parents.$(after --child-id).json" ;;
    esac ;;
  organizations*) cat "$org/$2.$(after --policy-id).json" ;;
  *) echo "not a command: $all" >&2; exit 2 ;;
esac
`;

  it('asks only what reads', () => {
    const commands = [
      ...collectScript().matchAll(/\b(?:iam|kms|ec2|organizations|sts) ([a-z]+)-/g),
    ];
    expect(commands.length).toBeGreaterThan(10);
    expect(new Set(commands.map(([, verb]) => verb))).toEqual(new Set(['get', 'list', 'describe']));
  });

  it('collects a folder that is a world', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'aws'), stub, { mode: 0o755 });
    const script = put('collect.sh', collectScript());
    const out = join(folder, 'collected');
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      STUB_ROOT: join(process.cwd(), 'fixtures/worlds/cli-outputs'),
    };
    execFileSync('sh', [script, out, 'us-east-1', 'eu-west-1'], { env, stdio: 'pipe' });
    const world = await loadWorld([out]);
    const account = world.accounts.get('111122223333');
    expect(account?.keys).toHaveLength(8);
    expect(account?.organization?.scps).toHaveLength(3);
    expect(showWorld(world).missing).toEqual([]);
  });
});
