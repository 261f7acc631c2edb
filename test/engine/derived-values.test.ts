// The context keys that follow from the caller, the resource and the call: their values, and where they came from.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { trace } from '../../src/engine/trace.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';
import { account, alice, document, key, root, statement } from '../operators/ask.ts';

const role = `arn:aws:iam::${account}:role/path/Engineering`;
const session = `arn:aws:sts::${account}:assumed-role/Engineering/one`;
const federated = `arn:aws:sts::${account}:federated-user/bob`;
const service = { service: 'cloudtrail.amazonaws.com' };
const secret = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:a';

/** The one condition of a set, as the trace of a request shows it. */
function conditionOn(name: string, request: Partial<AccessRequestInput>) {
  const condition = { Condition: { Null: { [name]: 'false' } } };
  const policies = compilePolicySet({
    resourcePolicy: document(statement('Allow', { Principal: '*', ...condition })),
    vpcEndpointPolicy: document(statement('Allow', { Principal: '*' })),
  });
  const asked = { principal: alice, action: 'kms:Decrypt', resource: key, ...request };
  const [traced] = trace(policies, asked).statements.filter(({ layer }) => layer === 'resource');
  return traced!.clauses.find(({ clause }) => clause.kind === 'Condition')!;
}

type Row = [key: string, request: Partial<AccessRequestInput>, value: unknown];

const byCaller: Row[] = [
  ['aws:PrincipalArn', {}, alice],
  ['aws:PrincipalArn', { principal: { role, sessionName: 'one' } }, role],
  ['aws:PrincipalArn', { principal: federated }, federated],
  ['aws:PrincipalArn', { principal: 'anonymous' }, undefined],
  ['aws:PrincipalAccount', {}, account],
  ['aws:PrincipalAccount', { principal: 'anonymous' }, 'anonymous'],
  ['aws:PrincipalAccount', { principal: service }, undefined],
  ['aws:PrincipalType', {}, 'User'],
  ['aws:PrincipalType', { principal: session }, 'AssumedRole'],
  ['aws:PrincipalType', { principal: federated }, 'FederatedUser'],
  ['aws:PrincipalType', { principal: root }, 'Account'],
  ['aws:PrincipalType', { principal: 'anonymous' }, 'Anonymous'],
  ['aws:userid', { principal: root }, account],
  ['aws:userid', { principal: federated }, `${account}:bob`],
  ['aws:userid', { principal: 'anonymous' }, 'anonymous'],
  ['aws:userid', {}, undefined],
  ['aws:username', {}, 'alice'],
  ['aws:username', { principal: session }, undefined],
  ['aws:SourceIdentity', { principal: { role, sourceIdentity: 'bob' } }, 'bob'],
  ['aws:MultiFactorAuthPresent', {}, undefined],
  ['aws:MultiFactorAuthPresent', { via: 's3' }, false],
  ['aws:MultiFactorAuthPresent', { principal: { user: alice, mfa: true } }, true],
  ['aws:MultiFactorAuthPresent', { principal: { user: alice, session: true } }, false],
  ['aws:MultiFactorAuthPresent', { principal: session }, false],
  ['aws:MultiFactorAuthPresent', { principal: root, via: 's3' }, undefined],
  ['aws:PrincipalIsAWSService', {}, false],
  ['aws:PrincipalIsAWSService', { principal: service }, true],
  ['aws:PrincipalIsAWSService', { principal: 'anonymous' }, undefined],
  ['aws:PrincipalServiceName', { principal: service }, 'cloudtrail.amazonaws.com'],
  ['aws:PrincipalServiceName', {}, undefined],
  ['aws:PrincipalServiceNamesList', { principal: service }, ['cloudtrail.amazonaws.com']],
  ['aws:PrincipalServiceNamesList', {}, undefined],
  ['aws:SourceArn', { principal: { ...service, sourceArn: secret } }, secret],
  ['aws:SourceAccount', { principal: { ...service, sourceAccount: account } }, account],
  ['kms:CallerAccount', {}, account],
  ['kms:CallerAccount', { action: 's3:GetObject', resource: 'arn:aws:s3:::b/o' }, undefined],
  ['aws:PrincipalTag/Team', { principal: { user: alice, tags: { team: 'blue' } } }, 'blue'],
  ['aws:PrincipalTag/team', { principal: { user: alice, tags: { Team: 'blue' } } }, 'blue'],
  ['aws:PrincipalTag/team', { principal: { user: alice, tags: { other: 'blue' } } }, undefined],
  ['aws:PrincipalTag/team', {}, undefined],
];

const byCall: Row[] = [
  ['aws:ViaAWSService', {}, false],
  ['aws:ViaAWSService', { via: 's3' }, true],
  ['aws:CalledVia', { via: 's3' }, ['s3.amazonaws.com']],
  ['aws:CalledVia', { via: 's3.us-east-1.amazonaws.com' }, ['s3.amazonaws.com']],
  ['aws:CalledVia', {}, undefined],
  ['aws:CalledViaFirst', { via: 's3' }, 's3.amazonaws.com'],
  ['aws:CalledViaLast', { via: 's3' }, 's3.amazonaws.com'],
  ['aws:CalledViaLast', {}, undefined],
  ['kms:ViaService', { via: 's3' }, 's3.us-east-1.amazonaws.com'],
  ['kms:ViaService', { via: 's3.amazonaws.com' }, 's3.us-east-1.amazonaws.com'],
  ['kms:ViaService', {}, undefined],
  ['kms:ViaService', { via: 's3', action: 'kms:ListKeys', resource: '*' }, undefined],
  ['kms:ViaService', { via: 's3', action: 'kms:CreateKey', resource: '*' }, undefined],
  ['aws:SourceVpce', { vpcEndpoint: 'vpce-1' }, 'vpce-1'],
  ['aws:SourceVpce', { vpcEndpoint: 'vpce-1', via: 's3' }, undefined],
  ['kms:GrantIsForAWSResource', { action: 'kms:CreateGrant' }, false],
  ['kms:GrantIsForAWSResource', { action: 'kms:CreateGrant', via: 'ec2' }, true],
  ['kms:GrantIsForAWSResource', {}, undefined],
];

const byResource: Row[] = [
  ['aws:RequestedRegion', {}, 'us-east-1'],
  ['aws:RequestedRegion', { action: 's3:GetObject', resource: 'arn:aws:s3:::b/o' }, undefined],
  ['aws:RequestedRegion', { action: 'kms:ListKeys', resource: '*' }, undefined],
  ['aws:ResourceAccount', {}, account],
  ['aws:ResourceAccount', { action: 's3:GetObject', resource: 'arn:aws:s3:::b/o' }, undefined],
];

const pairs = { 'kms:EncryptionContext:App': 'a', 'KMS:encryptioncontext:Tenant': 'b' };
const byEncryptionContext: Row[] = [
  ['kms:EncryptionContextKeys', { context: pairs }, ['App', 'Tenant']],
  ['kms:EncryptionContextKeys', { context: { 'kms:EncryptionContext:App': ['a'] } }, undefined],
  ['kms:EncryptionContextKeys', { context: { 'kms:EncryptionContext:App': null } }, undefined],
  [
    'kms:EncryptionContextKeys',
    { context: { 'kms:EncryptionContext:App': undefined as never } },
    undefined,
  ],
  ['kms:EncryptionContextKeys', {}, undefined],
  [
    'kms:EncryptionContextKeys',
    { action: 's3:GetObject', resource: 'arn:aws:s3:::b/o', context: pairs },
    undefined,
  ],
];

describe.each([
  ['principal', byCaller],
  ['call', byCall],
  ['resource', byResource],
  ['encryption context', byEncryptionContext],
])('from the %s', (from, rows) => {
  test.each(rows)('%s of %j is %j', (name, request, value) => {
    const { requestValue, holds, origin } = conditionOn(name, request);
    expect(requestValue).toEqual(value);
    expect(holds).toBe(value !== undefined);
    if (value !== undefined) expect(origin).toStrictEqual({ kind: 'derived', from });
  });
});

describe('given values', () => {
  test('win over derived ones, and the trace says so', () => {
    const { requestValue, origin } = conditionOn('aws:PrincipalArn', {
      context: { 'AWS:principalarn': role },
    });
    expect(requestValue).toBe(role);
    expect(origin).toStrictEqual({ kind: 'given', overrides: alice });
  });

  test('that say the same override nothing', () => {
    const { origin } = conditionOn('aws:ViaAWSService', {
      context: { 'aws:ViaAWSService': 'false' },
      contextOrigins: { 'AWS:ViaAwsService': 'read from a record' },
    });
    expect(origin).toStrictEqual({ kind: 'given', from: 'read from a record' });
  });

  test('may say where they come from', () => {
    const { origin } = conditionOn('aws:SourceIp', {
      context: { 'aws:SourceIp': '192.0.2.1' },
      contextOrigins: { 'aws:SourceIp': 'the address of the caller' },
    });
    expect(origin).toStrictEqual({ kind: 'given', from: 'the address of the caller' });
  });

  test('of null are shown, and count as absent', () => {
    const clause = conditionOn('aws:PrincipalArn', { context: { 'aws:PrincipalArn': null } });
    expect(clause).toMatchObject({ holds: false, origin: { kind: 'given', overrides: alice } });
    expect('requestValue' in clause).toBe(false);
  });

  test('are absent where nobody gives or derives them', () => {
    const clause = conditionOn('aws:SourceIp', {});
    expect(clause.origin).toEqual({ kind: 'absent' });
    expect('requestValue' in clause).toBe(false);
  });
});
