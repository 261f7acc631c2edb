// Records of calls as CloudTrail writes them, mixed at random: callers, keys, sessions, addresses, times and
// encryption contexts that policies of fixtures/why/trails tell apart, and others.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { worldFromFiles } from '../../src/world/files.ts';
import type { World } from '../../src/world/world.ts';

/** The world before or after. */
export function trailWorld(name: 'before' | 'after'): World {
  const path = `fixtures/why/trails/${name}.yaml`;
  const text = readFileSync(path, 'utf8');
  const { world, diagnostics } = worldFromFiles([{ path, text, relative: path }], () => undefined);
  if (world === undefined) throw new Error(JSON.stringify(diagnostics));
  return world;
}

const account = '111122223333';
const keys = ['1234abcd', '2234abcd', '3234abcd'].map(
  (start) => `arn:aws:kms:us-east-1:${account}:key/${start}-12ab-34cd-56ef-1234567890ab`,
);

const userIdentity = fc.oneof(
  fc
    .record({
      role: fc.constantFrom('Engineering', 'Engineering', 'Backup', 'Grantee', 'Nobody'),
      session: fc.constantFrom('laptop', 'nightly', 'i-0a1b2c3d', 'i-4e5f6a7b', 'bad name', 'x'),
      issuer: fc.boolean(),
      mfa: fc.constantFrom('true', 'false', undefined),
      created: fc.constantFrom('2026-01-01T00:00:00Z', '2026-04-01T11:30:00Z', 'soon', undefined),
      invokedBy: fc.constantFrom(undefined, undefined, 's3.amazonaws.com', 'AWS Internal'),
      sourceIdentity: fc.constantFrom(undefined, undefined, 'alice'),
      id: fc.boolean(),
    })
    .map(({ role, session, issuer, mfa, created, invokedBy, sourceIdentity, id }) => ({
      type: 'AssumedRole',
      ...(id ? { principalId: `${ids[role] ?? 'AROAEXAMPLE'}:${session}` } : {}),
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      accountId: account,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: {
        ...(issuer
          ? {
              sessionIssuer: {
                type: 'Role',
                arn: `arn:aws:iam::${account}:role/${role === 'Engineering' ? 'teams/' : ''}${role}`,
              },
            }
          : {}),
        attributes: { mfaAuthenticated: mfa, creationDate: created },
        sourceIdentity,
      },
      invokedBy,
    })),
  fc
    .record({
      name: fc.constantFrom('alice', 'alice', 'bob', 'carol'),
      key: fc.constantFrom('AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'),
      mfa: fc.constantFrom('true', undefined),
    })
    .map(({ name, key, mfa }) => ({
      type: 'IAMUser',
      principalId: name === 'alice' ? 'AIDACKCEVSQ6C2EXAMPLE' : 'AIDAOTHER',
      arn: `arn:aws:iam::${account}:user/${name}`,
      accountId: account,
      accessKeyId: key,
      userName: name,
      sessionContext: {
        attributes: { mfaAuthenticated: mfa, creationDate: '2026-04-01T11:30:00Z' },
      },
    })),
  fc.constantFrom(
    { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' },
    { type: 'Root', arn: `arn:aws:iam::${account}:root`, accountId: account },
    { type: 'AWSAccount', accountId: account, principalId: 'AROADBQP57FF2AEXAMPLE:laptop' },
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAELSEWHERE' },
    { type: 'FederatedUser', arn: `arn:aws:sts::${account}:federated-user/visitor` },
  ),
);

const ids: Readonly<Record<string, string>> = {
  Engineering: 'AROADBQP57FF2AEXAMPLE',
  Backup: 'AROACKCEVSQ6C2EXAMPLE',
  Grantee: 'AROAEXAMPLEGRANTEE123',
};

const encryptionContext = fc.constantFrom<object | undefined>(
  undefined,
  {},
  { project: 'blue' },
  { project: 'black' },
  { project: 'red', owner: 'AROADBQP57FF2AEXAMPLE:laptop' },
  { Project: 'blue', owner: 'AROADBQP57FF2AEXAMPLE:i-0a1b2c3d' },
  { project: 'blue', Project: 'red' },
  { project: 'blue', stage: 'test' },
  { project: 7 },
);

/** Circumstances that one and the same call can have. */
const circumstances = fc.record({
  context: encryptionContext,
  eventTime: fc.constantFrom(
    '2026-02-28T23:59:59Z',
    '2026-04-01T12:00:00Z',
    '2026-07-01T00:00:00Z',
  ),
  sourceIPAddress: fc.constantFrom('192.0.2.1', '192.0.2.200', '198.51.100.1', '2001:db8::1'),
});

const call = fc
  .record({
    eventName: fc.constantFrom(
      'Decrypt',
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'DescribeKey',
      'ReEncrypt',
      'ListKeys',
      'CreateAlias',
      'Invent',
    ),
    key: fc.constantFrom(...keys, keys[0]!, keys[1]!),
    other: fc.constantFrom(...keys),
    named: fc.boolean(),
    context: encryptionContext,
    parameters: fc.constantFrom('given', 'given', 'given', 'null', 'absent'),
    denied: fc.constantFrom('no', 'no', 'yes', 'with message', 'other error'),
  })
  .map(({ eventName, key, other, named, context, parameters, denied }) => ({
    eventName,
    requestParameters:
      parameters === 'null'
        ? null
        : parameters === 'absent'
          ? undefined
          : {
              ...(named ? { keyId: eventName === 'DescribeKey' ? 'alias/app' : key } : {}),
              encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
              ...(eventName === 'ReEncrypt'
                ? {
                    sourceEncryptionContext: context,
                    destinationEncryptionContext: { project: 'blue' },
                    destinationKeyId: other,
                  }
                : { encryptionContext: context }),
              ...(eventName === 'CreateAlias' ? { aliasName: 'alias/new', targetKeyId: key } : {}),
              ...(eventName === 'GenerateDataKey' ? { keySpec: 'AES_256' } : {}),
            },
    resources:
      eventName === 'ReEncrypt'
        ? [{ ARN: key }, { ARN: other }]
        : denied === 'yes'
          ? []
          : [{ ARN: key }],
    denial: { denied, key, eventName },
  }));

/** Any record of a call. */
export const anyRecord = fc
  .record({
    userIdentity,
    call,
    eventTime: fc.constantFrom(
      '2026-02-28T23:59:59Z',
      '2026-03-01T00:00:00Z',
      '2026-03-01T00:00:01Z',
      '2026-04-01T12:00:00Z',
      '2026-04-01T13:00:00.500Z',
      '2026-06-01T00:00:00Z',
      '2026-07-01T00:00:00Z',
      '2026-02-30T10:00:00Z',
    ),
    sourceIPAddress: fc.constantFrom(
      '192.0.2.1',
      '192.0.2.200',
      '203.0.113.9',
      '198.51.100.1',
      '2001:db8::1',
      's3.amazonaws.com',
      'AWS Internal',
      '999.0.2.1',
    ),
    userAgent: fc.constantFrom('aws-cli/2.15', 'aws-sdk-java', undefined),
    vpcEndpointId: fc.constantFrom(undefined, undefined, undefined, 'vpce-0a1b2c3d', 'vpce-other'),
    attested: fc.constantFrom(false, false, false, true),
    eventID: fc.uuid(),
  })
  .map(({ call: { denial, ...ofCall }, attested, ...rest }) => ({
    eventVersion: '1.11',
    ...rest,
    ...ofCall,
    eventSource: 'kms.amazonaws.com',
    awsRegion: 'us-east-1',
    ...(attested ? { additionalEventData: { recipient: {} } } : {}),
    ...answerOf(denial, rest.userIdentity),
    eventType: 'AwsApiCall',
    recipientAccountId: account,
  }))
  // As it is read out of a file: without what is undefined.
  .map((record): object => JSON.parse(JSON.stringify(record)));

function answerOf(
  { denied, key, eventName }: { denied: string; key: string; eventName: string },
  identity: object,
): object {
  if (denied === 'no') return {};
  if (denied === 'other error') return { errorCode: 'KMSInvalidStateException' };
  if (denied === 'yes') return { errorCode: 'AccessDenied' };
  const who = 'arn' in identity ? identity.arn : 'someone';
  const action = eventName === 'ReEncrypt' ? 'kms:ReEncryptTo' : `kms:${eventName}`;
  return {
    errorCode: 'AccessDenied',
    errorMessage: `User: ${who} is not authorized to perform: ${action} on resource: ${key} because no identity-based policy allows the ${action} action`,
  };
}

/** One call again and again, under other circumstances each time. */
export const sameCalls = fc
  .tuple(anyRecord, fc.array(circumstances, { minLength: 2, maxLength: 12 }))
  .map(([record, all]) =>
    all.map(({ context, ...rest }): object => {
      const { requestParameters: parameters } = record as { requestParameters?: object };
      const requestParameters =
        parameters && 'encryptionContext' in parameters
          ? { ...parameters, encryptionContext: context }
          : parameters;
      return JSON.parse(JSON.stringify({ ...record, ...rest, requestParameters }));
    }),
  );
