// Stories: what steps hand on, how the clock moves, and what is said of an answer that differs.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { testReport } from '../../src/scenario/report/report.ts';
import { runScenario } from '../../src/scenario/run.ts';
import { folderOf } from './files.ts';

const key = '1234abcd-12ab-34cd-56ef-1234567890ab';
const world = `
region: us-east-1
accounts:
  "111122223333":
    users:
      alice: {}
    keys:
      - id: ${key}
        aliases: [alias/app]
        policy:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { AWS: arn:aws:iam::111122223333:user/alice }
              Action: "kms:*"
              Resource: "*"
`;

/** Runs steps by alice, each in one line of YAML, beside a file of three bytes. */
async function run(...steps: readonly string[]) {
  const lines = steps.map((step) => `  - { principal: user/alice, ${step} }\n`);
  const text = `title: a story\nworld: world.yaml\nsteps:\n${lines.join('')}`;
  const folder = folderOf({ 'world.yaml': world, 'note.txt': 'abc', 's.yaml': text });
  const file = join(folder, 's.yaml');
  const loaded = await loadScenario(file, worldLoader());
  expect(loaded.diagnostics).toEqual([]);
  const result = await runScenario(loaded.scenario!, loaded.world!);
  const { files } = testReport([{ file, diagnostics: [], result }]);
  return files[0]!.requests;
}

const encrypt =
  'operation: Encrypt, key: alias/app, parameters: { Plaintext: { text: abc } }, save: { blob: CiphertextBlob }';
const decrypt = 'operation: Decrypt, parameters: { CiphertextBlob: { saved: blob } }';
// What is expected of Decrypt, and holds.
const holds = [
  '{ verdict: allow }',
  '{ result: { Plaintext: { text: abc } } }',
  '{ result: { Plaintext: { base64: YWJj } } }',
  '{ result: { Plaintext: YWJj } }',
  '{ result: { Plaintext: { bytes: 3 } } }',
  '{ result: { Plaintext: { file: note.txt } } }',
  '{ result: { CiphertextForRecipient: null, EncryptionAlgorithm: SYMMETRIC_DEFAULT } }',
];

// What is expected of Decrypt, and the difference: field, expected, actual.
const differs: readonly (readonly [string, string, string, string])[] = [
  ['{ verdict: deny }', 'verdict', 'deny', 'allow'],
  [
    '{ result: { Plaintext: { text: abd } } }',
    'result',
    'Plaintext: 3 bytes',
    'Plaintext: 3 bytes, others',
  ],
  [
    '{ result: { Plaintext: { text: abcd } } }',
    'result',
    'Plaintext: 4 bytes',
    'Plaintext: 3 bytes',
  ],
  ['{ result: { Plaintext: { bytes: 4 } } }', 'result', 'Plaintext: 4 bytes', 'Plaintext: 3 bytes'],
  ['{ result: { Plaintext: null } }', 'result', 'Plaintext: absent', 'Plaintext: 3 bytes'],
  ['{ result: { Plaintext: { saved: no } } }', 'result', 'Plaintext: absent', 'Plaintext: 3 bytes'],
  ['{ result: { Nothing: 1 } }', 'result', 'Nothing: 1', 'Nothing: absent'],
  ['{ error: { name: DisabledException } }', 'error.name', 'DisabledException', 'no error'],
  ['{ error: { code: not-saved } }', 'error', 'not-saved', 'allow (key-policy)'],
];

describe('a step', () => {
  it.each(holds)('is as expected: %s', async (expected) => {
    const [, step] = await run(encrypt, `${decrypt}, expect: ${expected}`);
    expect(step!.mismatches).toEqual([]);
  });

  it.each(differs)('is not as expected: %s', async (expected, field, wanted, actual) => {
    const [, step] = await run(encrypt, `${decrypt}, expect: ${expected}`);
    expect(step!.mismatches.filter((one) => one.field === field)).toMatchObject([
      { field, expected: [wanted], actual: [actual] },
    ]);
  });

  it('that fails says which error and which message were expected', async () => {
    const [, , step] = await run(
      encrypt,
      `operation: DisableKey, key: ${key}`,
      `${decrypt}, expect: { verdict: allow, error: { name: KMSInvalidStateException, message: no } }`,
    );
    expect(step!.mismatches).toMatchObject([
      {
        field: 'error.name',
        expected: ['KMSInvalidStateException'],
        actual: ['DisabledException'],
      },
      {
        field: 'error.message',
        expected: ['no'],
        actual: [expect.stringMatching(/is disabled\.$/)],
      },
    ]);
  });

  it('that is expected to be allowed is expected to succeed', async () => {
    const [, , step] = await run(
      encrypt,
      `operation: DisableKey, key: ${key}`,
      `${decrypt}, expect: { verdict: allow }`,
    );
    expect(step!.mismatches).toMatchObject([
      {
        field: 'result',
        expected: ['no error'],
        actual: [expect.stringMatching(/^DisabledException: /)],
      },
    ]);
  });

  it('cannot use what no step saved', async () => {
    const [step] = await run(`${decrypt}, expect: { error: { code: not-saved } }`);
    expect(step!.status).toBe('passed');
  });

  it('meets the time that the clock was moved to', async () => {
    const steps = await run(
      `operation: ScheduleKeyDeletion, key: ${key}, parameters: { PendingWindowInDays: 7 }, expect: { result: { DeletionDate: "2026-01-08T00:00:00Z" } }`,
      `operation: DescribeKey, key: ${key}, advance: 6d, expect: { result: { KeyMetadata: { KeyState: PendingDeletion } } }`,
      `operation: DescribeKey, key: alias/app, region: us-east-1, advance: 24h, expect: { error: { name: NotFoundException } }`,
    );
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed']);
  });

  it('compares lists by their length and entry by entry', async () => {
    const describe = `operation: DescribeKey, key: alias/app, expect: { result: { KeyMetadata: { EncryptionAlgorithms: `;
    const steps = await run(
      `${describe}[SYMMETRIC_DEFAULT] } } }`,
      `${describe}[] } } }`,
      `${describe}[SM2PKE] } } }`,
    );
    const at = 'KeyMetadata.EncryptionAlgorithms';
    expect(steps.map(({ mismatches }) => mismatches.map(({ actual }) => actual[0]))).toEqual([
      [],
      [`${at}: ["SYMMETRIC_DEFAULT"]`],
      [`${at}[0]: \`SYMMETRIC_DEFAULT\``],
    ]);
  });
});
