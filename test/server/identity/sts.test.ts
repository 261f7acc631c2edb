// STS: whom it gives credentials, with what in them, and what it says when it does not.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/crypto/random.ts';
import { createSimulator } from '../../../src/kms/simulator.ts';
import { policyFromValue } from '../../../src/policy/from-value.ts';
import { authenticate } from '../../../src/server/authenticate.ts';
import { handleSts, type StsOutcome } from '../../../src/server/sts.ts';
import { readStsParameters } from '../../../src/server/sts-parameters.ts';
import { base32, totpCode } from '../../../src/server/totp.ts';
import type { World } from '../../../src/world/world.ts';
import { identities, mfaSerial, now, secrets, seed } from './identity-world.ts';
import { received } from './sent-request.ts';
import { type SignWith, smithySign } from './signers.ts';

type Parameters = Readonly<Record<string, string>>;

/** The world of the tests with a managed policy that Engineering has. */
function withManagedPolicy(arn: string): World {
  const { world } = identities();
  const account = world.accounts.get('111122223333')!;
  const role = account.roles.get('Engineering')!;
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }],
  };
  const { policy } = policyFromValue(document, { type: 'identity-policy', name: 'DecryptOnly' });
  const policies = [...role.policies, { ...policy!, arn }];
  const roles = new Map(account.roles).set('Engineering', { ...role, policies });
  return { ...world, accounts: new Map(world.accounts).set(account.id, { ...account, roles }) };
}

/** A fresh STS, asked with signed requests as a client would. */
function sts(of?: World) {
  const { world: own, credentials } = identities();
  const world = of ?? own;
  const random = seededRandom('sts');
  let calls = 0;
  const call = async (who: SignWith, parameters: Parameters, at = now) => {
    const body = new URLSearchParams({ Version: '2011-06-15', ...parameters }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = await smithySign({ credentials: who, service: 'sts', body, headers, at });
    const signed = await authenticate(received(request), credentials, { now: at, service: 'sts' });
    if (signed.kind === 'refused') throw new Error(signed.error.message);
    const read = readStsParameters(received(request));
    if ('error' in read) throw new Error(read.error.message);
    const { caller, session, region, context } = signed;
    const more = session ? { session } : {};
    const ask = { caller, region, context, now: at, requestId: `id-${calls++}`, ...more };
    return handleSts({ ...ask, parameters: read.parameters }, { world, credentials, random });
  };
  const whoIs = async (who: SignWith, at = now) => {
    const request = await smithySign({ credentials: who, at });
    return authenticate(received(request), credentials, { now: at, service: 'kms' });
  };
  return { world, credentials, call, whoIs };
}

/** The text of an element of an answer. */
function of(name: string, { body }: StsOutcome): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? '';
}

function credentialsIn(outcome: StsOutcome): SignWith {
  if (outcome.status !== 200) throw new Error(outcome.body);
  return {
    accessKeyId: of('AccessKeyId', outcome),
    secretAccessKey: of('SecretAccessKey', outcome),
    sessionToken: of('SessionToken', outcome),
  };
}

const role = (name: string, account = '111122223333') => `arn:aws:iam::${account}:role/${name}`;
const assume = (name: string, more: Parameters = {}, account?: string): Parameters => ({
  Action: 'AssumeRole',
  RoleArn: role(name, account),
  RoleSessionName: 'work',
  ...more,
});
const code = (at = now) => totpCode(base32(seed), Math.floor(at.getTime() / 30_000));
const withCode = (at = now) => ({ SerialNumber: mfaSerial, TokenCode: code(at) });
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('the codes of RFC 6238', () => {
  // Appendix B, SHA-1: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at second %d', (second, digits) => {
    expect(totpCode(base32(seed), Math.floor(second / 30))).toBe(digits);
  });
});

describe('GetCallerIdentity', () => {
  it.each([
    ['alice', secrets.alice, 'arn:aws:iam::111122223333:user/alice', 'AIDAALICEALICEEXAMPL'],
    ['root', secrets.root, 'arn:aws:iam::111122223333:root', '111122223333'],
  ] as const)('names %s', async (_, who, arn, id) => {
    const outcome = await sts().call(who, { Action: 'GetCallerIdentity' });
    expect(outcome.body).toBe(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${id}</UserId><Account>111122223333</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>id-0</RequestId></ResponseMetadata></GetCallerIdentityResponse>\n`,
    );
  });

  it('names a session', async () => {
    const { call } = sts();
    const session = credentialsIn(await call(secrets.alice, assume('Engineering')));
    const outcome = await call(session, { Action: 'GetCallerIdentity' });
    expect(of('Arn', outcome)).toBe('arn:aws:sts::111122223333:assumed-role/Engineering/work');
    expect(of('UserId', outcome)).toBe('AROAENGINEERINGEXAMP:work');
  });
});

describe('AssumeRole', () => {
  it('gives a session with its tags, source identity and policies', async () => {
    const { call, whoIs } = sts();
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:ListKeys","Resource":"*"}]}';
    const outcome = await call(
      secrets.alice,
      assume('Engineering', {
        Policy: policy,
        SourceIdentity: 'alice',
        'Tags.member.1.Key': 'project',
        'Tags.member.1.Value': 'x',
      }),
    );
    expect(of('Arn', outcome)).toBe('arn:aws:sts::111122223333:assumed-role/Engineering/work');
    expect(of('AssumedRoleId', outcome)).toBe('AROAENGINEERINGEXAMP:work');
    expect(of('Expiration', outcome)).toBe('2026-06-01T10:00:00Z');
    expect(of('SourceIdentity', outcome)).toBe('alice');
    expect(await whoIs(credentialsIn(outcome))).toMatchObject({
      kind: 'signed',
      caller: {
        role: role('Engineering'),
        sessionName: 'work',
        tags: { project: 'x' },
        sourceIdentity: 'alice',
        mfa: false,
        sessionPolicies: [{ document: policy }],
      },
      context: { 'aws:TokenIssueTime': '2026-06-01T09:00:00Z' },
    });
    expect(outcome.decided.map(({ action }) => action)).toEqual([
      'sts:AssumeRole',
      'sts:TagSession',
      'sts:SetSourceIdentity',
    ]);
  });

  it('limits KMS to the session policy', async () => {
    const { call, whoIs, world } = sts();
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:ListKeys","Resource":"*"}]}';
    const session = credentialsIn(
      await call(secrets.alice, assume('Engineering', { Policy: policy })),
    );
    const answer = await whoIs(session);
    if (answer.kind !== 'signed') throw new Error('refused');
    const kms = createSimulator(world, { clock: () => now });
    const of = (operation: string) =>
      kms.simulate({
        principal: answer.caller,
        operation,
        region: answer.region,
        context: answer.context,
      });
    expect((await of('ListKeys')).allowed).toBe(true);
    expect((await of('CreateKey')).allowed).toBe(false);
    await kms.close();
  });

  it('ends a session when it expires', async () => {
    const { call, whoIs } = sts();
    const session = credentialsIn(
      await call(secrets.alice, assume('Engineering', { DurationSeconds: '900' })),
    );
    expect(await whoIs(session, at(899))).toMatchObject({ kind: 'signed' });
    expect(await whoIs(session, at(900))).toEqual({
      kind: 'refused',
      error: {
        name: 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
        status: 400,
      },
    });
  });

  it('wants the token of a session, and no other', async () => {
    const { call, whoIs } = sts();
    const { sessionToken, ...bare } = credentialsIn(
      await call(secrets.alice, assume('Engineering')),
    );
    const unknown = { kind: 'refused', error: { name: 'UnrecognizedClientException' } };
    expect(await whoIs(bare)).toMatchObject(unknown);
    expect(await whoIs({ ...bare, sessionToken: `A${sessionToken!.slice(1)}x` })).toMatchObject(
      unknown,
    );
  });

  it('takes MFA into the trust policy and the session', async () => {
    const { call, whoIs } = sts();
    expect(await call(secrets.alice, assume('WithMfa'))).toMatchObject({
      error: { name: 'AccessDenied' },
    });
    const session = credentialsIn(await call(secrets.alice, assume('WithMfa', withCode())));
    expect(await whoIs(session, at(90))).toMatchObject({
      caller: { mfa: true },
      context: { 'aws:MultiFactorAuthAge': 90 },
    });
  });

  it('takes MFA of a session of the user', async () => {
    const { call, whoIs } = sts();
    const own = credentialsIn(
      await call(secrets.alice, { Action: 'GetSessionToken', ...withCode() }),
    );
    const session = credentialsIn(await call(own, assume('WithMfa')));
    expect(await whoIs(session)).toMatchObject({ caller: { mfa: true } });
  });

  it('hands transitive tags and the source identity on, and MFA not', async () => {
    const { call, whoIs } = sts();
    const first = credentialsIn(
      await call(
        secrets.alice,
        assume('Engineering', {
          ...withCode(),
          SourceIdentity: 'alice',
          'Tags.member.1.Key': 'project',
          'Tags.member.1.Value': 'x',
          'Tags.member.2.Key': 'cost',
          'Tags.member.2.Value': '7',
          'TransitiveTagKeys.member.1': 'project',
        }),
      ),
    );
    const again = assume('Engineering', { RoleSessionName: 'second' });
    const second = await whoIs(credentialsIn(await call(first, again)));
    expect(second).toMatchObject({
      caller: { sessionName: 'second', sourceIdentity: 'alice', mfa: false },
      session: { transitiveTags: { project: 'x' } },
    });
    expect(second.kind === 'signed' && 'tags' in second.caller && second.caller.tags).toEqual({
      project: 'x',
    });
    // NoTags does not let anyone set a source identity, not even the one that came along.
    expect(await call(first, assume('NoTags'))).toMatchObject({ error: { name: 'AccessDenied' } });
    const other = { 'Tags.member.1.Key': 'PROJECT', 'Tags.member.1.Value': 'y' };
    expect(await call(first, assume('Engineering', other))).toMatchObject({
      error: { message: expect.stringContaining('conflicts with a transitive tag key') },
    });
  });

  it('hands tags on only to roles that take them', async () => {
    const { call } = sts();
    const tag = { 'Tags.member.1.Key': 'project', 'Tags.member.1.Value': 'x' };
    const transitive = { ...tag, 'TransitiveTagKeys.member.1': 'Project' };
    const first = credentialsIn(await call(secrets.alice, assume('Engineering', transitive)));
    expect(await call(first, assume('NoTags'))).toMatchObject({
      error: { name: 'AccessDenied', message: expect.stringContaining('sts:TagSession') },
    });
    const plain = credentialsIn(await call(secrets.alice, assume('Engineering', tag)));
    expect((await call(plain, assume('NoTags'))).status).toBe(200);
  });

  it('takes a managed policy that the world knows as a session policy', async () => {
    const { call, whoIs } = sts();
    const arn = 'arn:aws:iam::111122223333:policy/DecryptOnly';
    const parameters = assume('Engineering', { 'PolicyArns.member.1.arn': arn });
    expect(await call(secrets.alice, parameters)).toMatchObject({
      error: { name: 'ValidationError', message: expect.stringContaining('DecryptOnly') },
    });
    const known = sts(withManagedPolicy(arn));
    const session = credentialsIn(await known.call(secrets.alice, parameters));
    expect(await known.whoIs(session)).toMatchObject({
      caller: {
        sessionPolicies: [{ name: arn, document: { Statement: [{ Action: 'kms:Decrypt' }] } }],
      },
    });
    expect(await whoIs(session)).toMatchObject({ kind: 'refused' });
  });

  it('lets the tags of a chain speak in the next trust policy', async () => {
    const { call } = sts();
    const tag = { 'Tags.member.1.Key': 'project', 'Tags.member.1.Value': 'x' };
    const tagged = credentialsIn(await call(secrets.alice, assume('Engineering', tag)));
    const plain = credentialsIn(await call(secrets.alice, assume('Engineering')));
    expect((await call(tagged, assume('OnlyTags'))).status).toBe(200);
    expect((await call(plain, assume('OnlyTags'))).status).toBe(403);
  });

  it('asks the other account for its external id', async () => {
    const { call } = sts();
    const partner = (more: Parameters) =>
      call(secrets.alice, assume('Partner', more, '444455556666'));
    expect((await partner({})).status).toBe(403);
    expect((await partner({ ExternalId: '54321' })).status).toBe(403);
    expect((await partner({ ExternalId: '12345' })).status).toBe(200);
  });

  const refusals: readonly [string, SignWith, Parameters, number, string, unknown][] = [
    [
      'of a role that is not there',
      secrets.alice,
      assume('Nobody'),
      403,
      'AccessDenied',
      'User: arn:aws:iam::111122223333:user/alice is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/Nobody',
    ],
    [
      'without permission',
      secrets.bob,
      assume('Engineering'),
      403,
      'AccessDenied',
      expect.stringMatching(
        /^User: arn:aws:iam::111122223333:user\/bob is not authorized to perform: sts:AssumeRole on resource: /,
      ),
    ],
    [
      'by the root user',
      secrets.root,
      assume('Engineering'),
      403,
      'AccessDenied',
      'Roles may not be assumed by root accounts.',
    ],
    [
      'with tags that the role does not take',
      secrets.alice,
      assume('NoTags', { 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' }),
      403,
      'AccessDenied',
      expect.stringContaining('sts:TagSession'),
    ],
    [
      'for longer than the role',
      secrets.alice,
      assume('Engineering', { DurationSeconds: '7201' }),
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      'for longer than ever',
      secrets.alice,
      assume('Engineering', { DurationSeconds: '43201' }),
      400,
      'ValidationError',
      "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      'without a role',
      secrets.alice,
      { Action: 'AssumeRole', RoleSessionName: 'a b' },
      400,
      'ValidationError',
      "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      'with a wrong code',
      secrets.alice,
      assume('WithMfa', { SerialNumber: mfaSerial, TokenCode: '000000' }),
      403,
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    ],
    [
      'with half of an MFA',
      secrets.alice,
      assume('WithMfa', { TokenCode: '000000' }),
      403,
      'AccessDenied',
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    ],
    [
      "with another's device",
      secrets.bob,
      assume('WithMfa', withCode()),
      403,
      'AccessDenied',
      expect.stringMatching(/^MultiFactorAuthentication failed, unable to validate MFA code\. /),
    ],
    [
      'with a policy that is none',
      secrets.alice,
      assume('Engineering', { Policy: '{' }),
      400,
      'MalformedPolicyDocument',
      expect.any(String),
    ],
    [
      'with a policy that is too long',
      secrets.alice,
      assume('Engineering', { Policy: `{}${' '.repeat(2047)}` }),
      400,
      'PackedPolicyTooLarge',
      expect.any(String),
    ],
    [
      'with one tag twice',
      secrets.alice,
      assume('Engineering', {
        'Tags.member.1.Key': 'a',
        'Tags.member.1.Value': '',
        'Tags.member.2.Key': 'A',
        'Tags.member.2.Value': '',
      }),
      400,
      'InvalidInput',
      expect.any(String),
    ],
  ];
  it.each(refusals)('refuses a call %s', async (_, who, parameters, status, name, message) => {
    const outcome = await sts().call(who, parameters);
    expect(outcome).toMatchObject({ status, error: { name, message } });
    expect(of('Code', outcome)).toBe(name);
    expect(outcome.issued).toBeUndefined();
  });

  it('gives a chained role an hour at most', async () => {
    const { call } = sts();
    const first = credentialsIn(await call(secrets.alice, assume('Engineering')));
    expect(await call(first, assume('Engineering', { DurationSeconds: '3601' }))).toMatchObject({
      error: {
        message:
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      },
    });
  });
});

describe('a code', () => {
  it('counts once, one step early or late at most', async () => {
    const { call } = sts();
    const ask = (codeAt: Date, callAt: Date) =>
      call(secrets.alice, { Action: 'GetSessionToken', ...withCode(codeAt) }, callAt);
    expect((await ask(now, now)).status).toBe(200);
    expect((await ask(now, at(29))).status).toBe(403);
    expect((await ask(at(30), now)).status).toBe(200);
    expect((await ask(at(60), at(90))).status).toBe(200);
    expect((await ask(at(120), at(180))).status).toBe(403);
  });
});

describe('GetSessionToken', () => {
  it('gives half a day, with MFA only where a code was given', async () => {
    const { call, whoIs } = sts();
    const plain = await call(secrets.alice, { Action: 'GetSessionToken' });
    expect(of('Expiration', plain)).toBe('2026-06-01T21:00:00Z');
    expect(await whoIs(credentialsIn(plain))).toMatchObject({
      caller: { user: 'arn:aws:iam::111122223333:user/alice', session: true, mfa: false },
    });
    const proven = await call(secrets.alice, { Action: 'GetSessionToken', ...withCode() });
    expect(await whoIs(credentialsIn(proven))).toMatchObject({
      caller: { session: true, mfa: true },
    });
  });

  it('gives the root user an hour', async () => {
    const outcome = await sts().call(secrets.root, { Action: 'GetSessionToken' });
    expect(of('Expiration', outcome)).toBe('2026-06-01T10:00:00Z');
  });

  it('is not for sessions', async () => {
    const { call } = sts();
    const session = credentialsIn(await call(secrets.alice, { Action: 'GetSessionToken' }));
    for (const Action of ['GetSessionToken', 'GetFederationToken']) {
      expect(await call(session, { Action, Name: 'sam' })).toMatchObject({
        error: { name: 'AccessDenied', message: `Cannot call ${Action} with session credentials` },
      });
    }
  });
});

describe('GetFederationToken', () => {
  it('gives a federated user with policy and tags', async () => {
    const { call, whoIs } = sts();
    const Policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}';
    const outcome = await call(secrets.alice, {
      Action: 'GetFederationToken',
      Name: 'sam',
      Policy,
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'red',
    });
    expect(of('Arn', outcome)).toBe('arn:aws:sts::111122223333:federated-user/sam');
    expect(await whoIs(credentialsIn(outcome))).toMatchObject({
      caller: {
        federatedUser: 'arn:aws:sts::111122223333:federated-user/sam',
        user: 'arn:aws:iam::111122223333:user/alice',
        tags: { team: 'red' },
        sessionPolicies: [{ document: Policy }],
      },
    });
    const session = credentialsIn(outcome);
    expect(of('UserId', await call(session, { Action: 'GetCallerIdentity' }))).toBe(
      '111122223333:sam',
    );
    expect((await call(session, assume('Engineering'))).status).toBe(403);
  });

  it('wants a permission', async () => {
    expect(
      await sts().call(secrets.bob, { Action: 'GetFederationToken', Name: 'sam' }),
    ).toMatchObject({
      error: { name: 'AccessDenied', message: expect.stringContaining('sts:GetFederationToken') },
    });
  });
});

describe('what STS does not know', () => {
  it('is an error of the Query protocol', async () => {
    const { call } = sts();
    expect(await call(secrets.alice, { Action: 'DecodeAuthorizationMessage' })).toMatchObject({
      status: 400,
      body: '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Could not find operation DecodeAuthorizationMessage for version 2011-06-15</Message></Error><RequestId>id-0</RequestId></ErrorResponse>\n',
    });
    expect(await call(secrets.alice, { Action: '<&>' })).toMatchObject({
      body: expect.stringContaining('&lt;&amp;&gt;'),
    });
    expect(await call(secrets.alice, {})).toMatchObject({ error: { name: 'MissingAction' } });
    expect(await call(secrets.alice, { Action: 'toString' })).toMatchObject({
      error: { name: 'InvalidAction' },
    });
  });

  it('cannot be read where a parameter stands twice', () => {
    const request = {
      method: 'GET',
      url: '/?Action=a&Action=b',
      headers: [],
      body: Buffer.from(''),
    };
    expect(readStsParameters(received(request))).toMatchObject({
      error: { name: 'MalformedInput' },
    });
  });
});
