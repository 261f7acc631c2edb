// What a user sees, as files that can be read: fixtures/transcripts. `npx vitest run test/cli -u`
// rewrites them; read the diff.
import { describe, expect, it } from 'vitest';
import { keyward } from './keyward.ts';

const outputs = 'fixtures/worlds/cli-outputs';
const ask = (principal: string, action: string, key: string, ...more: readonly string[]) => [
  'simulate',
  ...['--world', outputs],
  ...['--principal', principal],
  ...['--action', action],
  ...['--key', key],
  ...more,
];
const why = (...args: readonly string[]) => ['why', '--world', outputs, ...args];
const otherAccount = 'arn:aws:kms:us-east-1:444455556666:key/6789f012-67f0-8912-ab34-6789012345f0';
const manager = 'arn:aws:iam::999988887777:user/bob';
const exports = '4567def0-45de-67f0-8912-4567890123de';

const perform = (principal: string, operation: string, ...parameters: readonly string[]) => [
  'simulate',
  ...['--world', 'fixtures/start/world.yaml'],
  ...['--principal', principal],
  ...['--operation', operation],
  ...['--key', 'alias/app'],
  ...parameters.flatMap((parameter) => ['--parameter', parameter]),
];

// The name of the transcript, the exit code, the arguments.
const rows: readonly (readonly [string, number, readonly string[]])[] = [
  [
    'why-a-session-was-denied-by-a-record',
    1,
    why('--event', '7b1f3a55-2222-4ccc-9999-0a1b2c3d4e01', 'fixtures/why/a-trail.jsonl'),
  ],
  [
    'why-hangs-on-what-no-record-holds',
    1,
    why('--event', '7b1f3a55-2222-4ccc-9999-0a1b2c3d4e15', 'fixtures/why/a-trail.jsonl'),
  ],
  [
    'why-aws-says-otherwise-than-the-world',
    1,
    why('--event', '7b1f3a55-2222-4ccc-9999-0a1b2c3d4e14', 'fixtures/why/a-trail.jsonl'),
  ],
  [
    'why-from-an-error-text',
    1,
    why('fixtures/why/error-texts/the-aws-cli-says-which-operation.txt'),
  ],
  ['why-there-is-no-denial-in-a-text', 3, why('fixtures/why/error-texts/the-key-is-disabled.txt')],
  ['a-denial-explained-from-a-scenario', 1, ['simulate', 'fixtures/start/scenario.yaml']],
  ['a-scenario-that-holds', 0, ['test', 'fixtures/start/scenario.yaml']],
  ['a-key-policy-without-delegation', 1, ask('user/alice', 'kms:Decrypt', 'alias/payroll')],
  [
    'delegation-but-no-identity-allow',
    1,
    ask('arn:aws:iam::111122223333:user/bob', 'kms:Decrypt', 'alias/orders'),
  ],
  [
    'an-explicit-deny-by-source-address',
    1,
    ask('user/alice', 'kms:Decrypt', 'alias/vault', '--context', 'aws:SourceIp=198.51.100.7'),
  ],
  [
    'an-explicit-deny-by-time',
    1,
    ask('user/alice', 'kms:Encrypt', 'alias/vault', '--time', '2026-12-24T18:00:00Z'),
  ],
  [
    'an-explicit-deny-without-mfa',
    1,
    ask('user/alice', 'kms:DisableKey', 'alias/vault', '--no-mfa'),
  ],
  ['allowed-with-mfa', 0, ask('user/alice', 'kms:DisableKey', 'alias/vault', '--mfa')],
  ['a-boundary-that-does-not-allow', 1, ask('role/Engineering', 'kms:Encrypt', 'alias/orders')],
  [
    'a-session-policy-of-the-world',
    1,
    ask('role/DataPipeline/nightly', 'kms:Encrypt', 'alias/orders'),
  ],
  [
    'a-session-policy-given-as-a-file',
    1,
    ask(
      'role/DataPipeline',
      'kms:Encrypt',
      'alias/orders',
      ...['--session-name', 'adhoc'],
      ...['--session-policy', 'fixtures/policies/a-session-may-decrypt.session-policy.json'],
    ),
  ],
  [
    'an-scp-level-that-does-not-allow',
    1,
    ask('user/alice', 'kms:ScheduleKeyDeletion', 'alias/orders'),
  ],
  [
    'a-resource-control-policy-that-denies',
    1,
    ask(manager, 'kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:alias/shared'),
  ],
  [
    'a-vpc-endpoint-that-does-not-allow',
    1,
    ask('user/alice', 'kms:Encrypt', 'alias/orders', '--vpc-endpoint', 'vpce-0a1b2c3d4e5f67890'),
  ],
  [
    'a-grant-whose-encryption-context-differs',
    1,
    ask(
      'arn:aws:iam::111122223333:user/bob',
      'kms:Decrypt',
      exports,
      ...['--context', 'kms:EncryptionContext:department=sales'],
    ),
  ],
  [
    'a-grant-that-allows',
    0,
    ask(
      'arn:aws:iam::111122223333:user/bob',
      'kms:Decrypt',
      exports,
      ...['--context', 'kms:EncryptionContext:department=finance'],
    ),
  ],
  [
    'across-accounts-with-the-callers-side-missing',
    1,
    ask('user/alice', 'kms:Decrypt', otherAccount),
  ],
  ['across-accounts-with-both-sides', 0, ask('role/DataPipeline', 'kms:Decrypt', otherAccount)],
  [
    'a-caller-whose-account-is-unknown',
    3,
    ask('arn:aws:iam::444455556666:role/Engineering', 'kms:Decrypt', 'alias/orders'),
  ],
  ['a-mistyped-key', 3, ask('user/alice', 'kms:Decrypt', 'alias/order')],
  [
    'a-story-whose-clock-moves',
    1,
    ['simulate', 'fixtures/scenarios/stories-keys/a-deletion-can-be-called-off.yaml'],
  ],
  [
    'a-story-in-two-regions',
    1,
    ['simulate', 'fixtures/scenarios/stories-multi-region/a-replica-has-a-policy-of-its-own.yaml'],
  ],
  [
    'an-operation-by-flags',
    0,
    perform('user/alice', 'Encrypt', 'Plaintext={"text":"hello"}', 'EncryptionContext={"a":"b"}'),
  ],
  ['an-operation-that-is-denied', 1, perform('role/Engineering', 'Encrypt', 'Plaintext=aGVsbG8=')],
  [
    'an-operation-that-the-service-refuses',
    1,
    perform('user/alice', 'Decrypt', 'CiphertextBlob=aGVsbG8='),
  ],
  [
    'an-operation-whose-bytes-are-not-base64',
    1,
    perform('user/alice', 'Encrypt', 'Plaintext=hello'),
  ],
  ['what-a-world-holds', 0, ['world', 'show', outputs]],
  ['the-script-that-collects-a-world', 0, ['world', 'script']],
  ['help', 0, ['--help']],
  ['help-of-simulate', 0, ['simulate', '--help']],
  ['help-of-test', 0, ['test', '--help']],
  ['help-of-lint', 0, ['lint', '--help']],
  ['documents-in-what-the-aws-cli-printed', 1, ['lint', outputs]],
  [
    'a-policy-with-misspelt-elements',
    1,
    ['lint', 'fixtures/policies/bad/misspelt-elements.identity-policy.json'],
  ],
  [
    'a-policy-with-a-comma-too-many',
    3,
    ['lint', 'fixtures/policies/bad/a-comma-too-many.key-policy.json'],
  ],
];

describe('a transcript', () => {
  it.each(rows)('%s', async (name, code, args) => {
    const said = await keyward(args);
    const command = `$ keyward ${args.map(shellWord).join(' ')}`;
    const text = [command, said.stdout, said.stderr, `exit code ${said.code}`]
      .filter((part) => part !== '')
      .map((part) => part.trimEnd())
      .join('\n');
    await expect(`${text}\n`).toMatchFileSnapshot(`../../fixtures/transcripts/${name}.txt`);
    expect(said.code).toBe(code);
  });
});

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`;
}
