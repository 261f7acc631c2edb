// Small random policy sets and requests: few callers, few actions, few conditions, so that they meet.
import fc from 'fast-check';
import type { Situation } from './apply-fix.ts';
import { alice, bob, engineering, key, session } from './cases.ts';

const root = 'arn:aws:iam::111122223333:root';
const action = fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 'kms:*', 's3:*', 'kms:DescribeKey');
const condition = fc.constantFrom(
  {},
  {},
  {},
  { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
  { StringNotEquals: { 'aws:SourceVpce': 'vpce-1234abcd' } },
  { StringEquals: { 'kms:EncryptionContext:tenant': ['blue', 'green'] } },
  { StringLike: { 'aws:PrincipalTag/team': 'pay*' } },
  { DateLessThan: { 'aws:CurrentTime': '2026-06-30T00:00:00Z' } },
  { Null: { 'kms:EncryptionContextKeys': 'false' } },
  { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'tenant' } },
);
const principal = fc.constantFrom<unknown>(
  '*',
  { AWS: root },
  { AWS: engineering },
  { AWS: alice },
  { AWS: [bob] },
  { AWS: '444455556666' },
  { Service: 'cloudtrail.amazonaws.com' },
);

const statement = (named: boolean, effects: readonly string[]) =>
  fc
    .record({
      Effect: fc.constantFrom(...effects),
      Action: fc.oneof(action, fc.array(action, { minLength: 1, maxLength: 2 })),
      Resource: fc.constantFrom('*', '*', ...(named ? [] : [key])),
      Condition: condition,
      ...(named ? { Principal: principal } : {}),
    })
    .map(({ Condition, ...rest }) =>
      Object.keys(Condition).length === 0 ? rest : { ...rest, Condition },
    );

const mostlyAllow = ['Allow', 'Allow', 'Allow', 'Deny'];

function document(name: string, named: boolean, effects: readonly string[] = mostlyAllow) {
  return fc
    .array(statement(named, effects), { minLength: 1, maxLength: 2 })
    .map((statements) => ({ name, document: { Version: '2012-10-17', Statement: statements } }));
}

const maybe = <T>(field: string, arbitrary: fc.Arbitrary<T>) =>
  fc
    .option(arbitrary, { nil: undefined, freq: 2 })
    .map((value) => (value === undefined ? {} : { [field]: value }));

const full = {
  name: 'full',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

const policies = fc
  .tuple(
    maybe('resourcePolicy', document('key', true)),
    maybe('identityPolicies', fc.tuple(document('app', false))),
    maybe('permissionsBoundary', document('boundary', false)),
    maybe('sessionPolicies', fc.tuple(document('session', false))),
    maybe(
      'serviceControlPolicies',
      fc
        .constantFrom<unknown[][]>([[full]], [[full], []], [[]])
        .chain((levels) => document('scp', false).map((scp) => [...levels, [scp]])),
    ),
    maybe('vpcEndpointPolicy', document('endpoint', true)),
    maybe(
      'grants',
      fc.tuple(
        fc.record({
          GrantId: fc.constant('g1'),
          GranteePrincipal: fc.constantFrom(engineering, alice, bob),
          Operations: fc.constantFrom(['Decrypt'], ['Encrypt', 'Decrypt']),
          Constraints: fc.constantFrom(
            {},
            { EncryptionContextSubset: { tenant: 'blue' } },
            { EncryptionContextEquals: { tenant: 'blue', app: 'x' } },
          ),
          GrantToken: fc.constant('token'),
          visible: fc.boolean(),
        }),
      ),
    ),
  )
  .map((parts) => Object.assign({}, ...parts));

const request = fc
  .record({
    principal: fc.constantFrom(
      session,
      engineering,
      alice,
      bob,
      root,
      { user: alice, session: true },
      { service: 'cloudtrail.amazonaws.com', sourceAccount: '111122223333' },
    ),
    action: fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 'kms:DescribeKey', 'kms:DisableKey'),
    resource: fc.constant(key),
    context: fc.constantFrom(
      {},
      { 'aws:SourceIp': '203.0.113.9' },
      { 'aws:SourceIp': '192.0.2.7', 'aws:CurrentTime': '2026-07-01T00:00:00Z' },
      { 'kms:EncryptionContext:tenant': 'red', 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
      { 'aws:PrincipalTag/team': 'search' },
    ),
    extra: fc.constantFrom({}, {}, { via: 's3' }, { via: 'dynamodb' }, { vpcEndpoint: 'vpce-1' }),
  })
  .map(({ extra, ...rest }) => ({ ...rest, ...extra }));

export const situation = fc.record({ policies, request }) as unknown as fc.Arbitrary<Situation>;
