// The records of calls of AWS STS: in the trail and in the store, without secrets, and found by their request id.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html#cloudtrail-integration_examples-sts-api
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { base32, totpCode } from '../../src/server/totp.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  alice,
  answered,
  bob,
  call,
  callSts,
  credentialsIn,
  home,
  recordsIn,
  serverWorld,
  start,
} from './kit.ts';
import { openStore } from './store-kit.ts';

const roleArn = `arn:aws:iam::${home}:role/Engineering`;
const serial = `arn:aws:iam::${home}:mfa/alice`;
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${home}:user/alice` },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    },
  ],
};
const world = () =>
  serverWorld({
    mfa: `mfaDevices: [{ serial: "${serial}", seed: ${seed} }]`,
    role: JSON.stringify({ trustPolicy: trust }),
  });
const code = () => totpCode(base32(seed), Math.floor(Date.now() / 30_000));
const idOf = ({ headers }: { headers: Headers }) => headers.get('x-amzn-requestid')!;

it('a session has a record that names it and keeps its secrets', async () => {
  const trail = join(temporaryFolder(), 'trail');
  const { url } = await start({ trail }, world());
  const TokenCode = code();
  const answer = await callSts(url, alice, {
    Action: 'AssumeRole',
    RoleArn: roleArn,
    RoleSessionName: 'deploy',
    DurationSeconds: '900',
    SerialNumber: serial,
    TokenCode,
    SourceIdentity: 'alice',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'blue',
    'TransitiveTagKeys.member.1': 'team',
  });
  const session = credentialsIn(answer);
  const [record] = recordsIn(trail);
  expect(record).toMatchObject({
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: alice.accessKeyId },
    sourceIPAddress: '127.0.0.1',
    userAgent: 'node',
    requestID: idOf(answer),
    resources: [{ accountId: home, type: 'AWS::IAM::Role', ARN: roleArn }],
    recipientAccountId: home,
  });
  expect(record!.requestParameters).toEqual({
    roleArn,
    roleSessionName: 'deploy',
    durationSeconds: 900,
    serialNumber: serial,
    sourceIdentity: 'alice',
    tags: [{ key: 'team', value: 'blue' }],
    transitiveTagKeys: ['team'],
  });
  expect(record!.responseElements).toEqual({
    credentials: {
      accessKeyId: session.accessKeyId,
      expiration: expect.stringMatching(/^[A-Z][a-z]{2} \d+, \d{4}, \d+:\d\d:\d\d [AP]M$/),
    },
    assumedRoleUser: {
      assumedRoleId: expect.stringMatching(/^AROA\w+:deploy$/),
      arn: `arn:aws:sts::${home}:assumed-role/Engineering/deploy`,
    },
    sourceIdentity: 'alice',
  });
  // A session of a session, and who it says it is.
  await callSts(url, session, { Action: 'GetCallerIdentity' });
  const said = recordsIn(trail)[1];
  expect(said).toMatchObject({
    eventName: 'GetCallerIdentity',
    userIdentity: {
      type: 'AssumedRole',
      accessKeyId: session.accessKeyId,
      sessionContext: { attributes: { mfaAuthenticated: 'true' }, sourceIdentity: 'alice' },
    },
    requestParameters: null,
    responseElements: null,
  });
  const text = JSON.stringify(recordsIn(trail));
  for (const secret of [session.secretAccessKey, session.sessionToken]) {
    expect(text).not.toContain(secret);
  }
});

it.each([
  ['GetSessionToken', {}, null],
  ['GetFederationToken', { Name: 'carol' }, { name: 'carol' }],
] as const)('%s', async (Action, more, requestParameters) => {
  const trail = join(temporaryFolder(), 'trail');
  const { url } = await start({ trail }, world());
  const session = credentialsIn(await callSts(url, alice, { Action, ...more }));
  const metrics = await (await fetch(`${url}/_keyward/metrics`)).text();
  expect(metrics).toContain(`keyward_calls_total{operation="${Action}",error=""} 1`);
  expect(recordsIn(trail)).toMatchObject([
    {
      eventName: Action,
      requestParameters,
      responseElements: { credentials: { accessKeyId: session.accessKeyId } },
    },
  ]);
});

it('after a restart a denial is found with its explanation, and a success with its record', async () => {
  const folder = temporaryFolder();
  const first = await start({ state: await openStore(folder, {}, world()) }, world());
  const ask = { Action: 'AssumeRole', RoleArn: roleArn, RoleSessionName: 'deploy' };
  const refused = await callSts(first.url, bob, ask);
  const good = await callSts(first.url, alice, ask);
  const wrong = await callSts(first.url, alice, { ...ask, SerialNumber: serial, TokenCode: '0' });
  await first.close();
  const { url } = await start({ state: await openStore(folder, {}, world()) }, world());
  const find = async (id: string) =>
    (await answered(await fetch(`${url}/_keyward/requests/${id}`))).json;
  expect(refused.status).toBe(403);
  expect(await find(idOf(refused))).toMatchObject({
    operation: 'AssumeRole',
    allowed: false,
    decisions: [{ action: 'sts:AssumeRole', decision: { verdict: 'deny' } }],
    explanations: [{ request: { resource: roleArn } }],
    event: { errorCode: 'AccessDenied', requestParameters: null },
  });
  expect(await find(idOf(good))).toMatchObject({
    event: { eventName: 'AssumeRole', requestParameters: { roleArn } },
    notes: [expect.stringMatching(/^the call succeeded; only the record is kept/)],
  });
  expect(await find(idOf(wrong))).toMatchObject({
    event: { errorCode: 'ValidationError' },
    notes: [expect.stringMatching(/^the call ended with ValidationError, and not because/)],
  });
});

it('nobody gets a session whose record cannot be written', async () => {
  const trail = join(temporaryFolder(), 'trail');
  const { url } = await start({ trail }, world());
  rmSync(trail, { recursive: true });
  const { status, text, headers } = await callSts(url, alice, { Action: 'GetSessionToken' });
  expect([status, headers.get('content-type')]).toEqual([500, 'text/xml']);
  expect(text).toContain('<Code>InternalFailure</Code>');
  expect(text).not.toContain('SecretAccessKey');
});

it('nobody gets a session whose record the store cannot keep', async () => {
  const store = await openStore(temporaryFolder(), {}, world());
  const state = { ...store, keep: () => Promise.reject(new Error('the store is full')) };
  const { url } = await start({ state }, world());
  const { status, text } = await callSts(url, alice, { Action: 'GetSessionToken' });
  expect([status, text.includes('SecretAccessKey')]).toEqual([500, false]);
});

it('the records of a session tell when its credentials were given out', async () => {
  const trail = join(temporaryFolder(), 'trail');
  let later = 0;
  const clock = () => new Date(Date.now() + later);
  const { url } = await start({ trail, clock }, world());
  const session = credentialsIn(await callSts(url, alice, { Action: 'GetSessionToken' }));
  later = 120_000;
  await call(url, session, 'ListKeys');
  const [issued, used] = recordsIn(trail);
  expect(used!.eventTime > issued!.eventTime).toBe(true);
  expect(used!.userIdentity.sessionContext?.attributes.creationDate).toBe(issued!.eventTime);
});
