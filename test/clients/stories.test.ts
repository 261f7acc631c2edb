// The same story by boto3 and by the AWS CLI of Debian's packages, against a server of its own each: two accounts, a
// role session with MFA, a grant, and denials that `keyward explain-request` explains.
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { base32, totpCode } from '../../src/server/totp.ts';
import { createServer } from '../../src/server.ts';
import { keyward } from '../cli/keyward.ts';
import { type AccessKey, alice, bob, carol, home, keyArn, other } from '../server/kit.ts';
import { mfaSeed, runProgram, storyWorld } from './kit.ts';

async function startServer(): Promise<string> {
  const server = await createServer(storyWorld());
  onTestFinished(() => server.close());
  return server.url;
}

/** The code of now; one that is about to end is good for another step. */
function mfaCode(): string {
  return totpCode(base32(mfaSeed), Math.floor(Date.now() / 30_000));
}

async function explained(url: string, id: string): Promise<string> {
  const { stdout, code } = await keyward(['explain-request', id, '--url', url]);
  expect(code).toBe(1);
  return stdout;
}

it('boto3', async () => {
  const url = await startServer();
  const { stdout, stderr } = await runProgram(
    '/usr/bin/python3',
    [join(import.meta.dirname, 'story.py')],
    {
      KEYWARD_URL: url,
      ALICE: `${alice.accessKeyId}:${alice.secretAccessKey}`,
      CAROL: `${carol.accessKeyId}:${carol.secretAccessKey}`,
      MFA_CODES: mfaCode(),
    },
  );
  expect(stderr).toBe('');
  const steps = new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => {
        const { step, ...facts } = JSON.parse(line) as { step: string; [name: string]: unknown };
        return [step, facts];
      }),
  );
  expect(steps.get('who')).toMatchObject({ Account: home, Arn: `arn:aws:iam::${home}:user/alice` });
  expect(steps.get('decrypt')).toEqual({ plaintext: 'hello' });
  expect(steps.get('by grant')).toEqual({ plaintext: 'hello' });
  expect(steps.get('session')).toMatchObject({
    Arn: `arn:aws:sts::${home}:assumed-role/Engineering/deploy`,
  });
  expect(steps.get('data key')).toEqual({ bytes: 32 });
  expect(steps.get('expired token')).toMatchObject({
    error: 'UnrecognizedClientException',
    status: 400,
  });
  expect(steps.get('without MFA')).toMatchObject({ error: 'AccessDenied', status: 403 });
  for (const step of ['across accounts', 'revoked', "not the role's"]) {
    expect(steps.get(step), step).toMatchObject({ error: 'AccessDeniedException', status: 400 });
  }
  const why = (step: string) => explained(url, String(steps.get(step)!.requestId));
  expect(await why('across accounts')).toContain('create-grant');
  expect(await why("not the role's")).toContain('kms:DisableKey');
  expect(await why('without MFA')).toContain('aws:MultiFactorAuthPresent');
});

it('the AWS CLI', async () => {
  const url = await startServer();
  const aws = async (key: AccessKey, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await runProgram(
      '/usr/bin/aws',
      [...args, '--endpoint-url', url, '--output', 'json'],
      {
        AWS_ACCESS_KEY_ID: key.accessKeyId,
        AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_MAX_ATTEMPTS: '1',
        ...(key.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: key.sessionToken }),
      },
    );
    return { code, stderr, json: stdout === '' ? {} : JSON.parse(stdout) };
  };
  expect((await aws(alice, 'kms', 'list-keys')).json.Keys).toEqual([
    expect.objectContaining({ KeyArn: keyArn }),
  ]);
  const encrypted = await aws(
    alice,
    'kms',
    'encrypt',
    '--key-id',
    'alias/app',
    '--plaintext',
    'aGVsbG8=',
    '--encryption-context',
    'project=blue',
  );
  const decrypt = [
    'kms',
    'decrypt',
    '--ciphertext-blob',
    encrypted.json.CiphertextBlob,
    '--encryption-context',
    'project=blue',
    '--key-id',
    keyArn,
  ];
  expect((await aws(alice, ...decrypt)).json.Plaintext).toBe('aGVsbG8=');
  const refused = await aws(carol, ...decrypt);
  expect(refused.code).toBe(254);
  expect(refused.stderr).toContain('(AccessDeniedException) when calling the Decrypt operation');
  const grant = await aws(
    alice,
    'kms',
    'create-grant',
    '--key-id',
    keyArn,
    '--grantee-principal',
    `arn:aws:iam::${other}:user/carol`,
    '--operations',
    'Decrypt',
  );
  expect(
    (await aws(carol, ...decrypt, '--grant-tokens', grant.json.GrantToken)).json.Plaintext,
  ).toBe('aGVsbG8=');
  const assume = [
    'sts',
    'assume-role',
    '--role-arn',
    `arn:aws:iam::${home}:role/Engineering`,
    '--role-session-name',
    'cli',
  ];
  expect((await aws(alice, ...assume)).stderr).toContain('AccessDenied');
  const { json } = await aws(
    alice,
    ...assume,
    '--serial-number',
    `arn:aws:iam::${home}:mfa/alice`,
    '--token-code',
    mfaCode(),
  );
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  } = json.Credentials;
  const session = { accessKeyId, secretAccessKey, sessionToken };
  expect(
    (
      await aws(
        session,
        'kms',
        'generate-data-key',
        '--key-id',
        'alias/app',
        '--key-spec',
        'AES_256',
      )
    ).json.KeyId,
  ).toBe(keyArn);
  expect((await aws(session, 'kms', 'disable-key', '--key-id', keyArn)).stderr).toContain(
    'AccessDeniedException',
  );
  // The CLI tells the request id only in its debug output.
  const debugged = await aws(bob, 'kms', 'describe-key', '--key-id', keyArn, '--debug');
  const id = /'x-amzn-requestid': '([0-9a-f-]{36})'/i.exec(debugged.stderr)?.[1];
  expect(await explained(url, id!)).toContain('kms:DescribeKey');
  // Void operations answer an empty body, which every client takes.
  expect((await aws(alice, 'kms', 'disable-key', '--key-id', keyArn)).code).toBe(0);
  expect((await aws(alice, ...decrypt)).stderr).toContain('DisabledException');
});
