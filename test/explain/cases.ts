// The cases behind fixtures/explanations: each file there is the explanation of one of them.
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import type { ExplainOptions } from '../../src/explain/explain.ts';
import type { Policy, PolicyType } from '../../src/model/policy.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

export interface ExplainCase {
  /** The name of the golden file: a sentence. */
  readonly name: string;
  readonly policies: PolicySetInput;
  readonly request: AccessRequestInput;
  readonly options?: ExplainOptions;
}

export const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const engineering = 'arn:aws:iam::111122223333:role/Engineering';
export const session = 'arn:aws:sts::111122223333:assumed-role/Engineering/alice';
export const alice = 'arn:aws:iam::111122223333:user/alice';
export const bob = 'arn:aws:iam::444455556666:user/bob';
const root = 'arn:aws:iam::111122223333:root';

/** A document as if it had been read from a file, so that it has positions. */
export function document(file: string, type: PolicyType, ...statements: object[]): Policy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
  const name = file.replace(/\.json$/, '');
  const { policy, diagnostics } = parsePolicy(text, { type, name, file });
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

export const keyPolicy = (...statements: object[]) =>
  document('key-policy.json', 'key-policy', ...statements);
export const identityPolicy = (...statements: object[]) =>
  document('app.json', 'identity-policy', ...statements);

export const delegation = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: root },
  Action: 'kms:*',
  Resource: '*',
};
export const allowDecrypt = {
  Sid: 'UseKey',
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: key,
};
const fullAccess = document('full-access.json', 'service-control-policy', {
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
});
const decrypt: AccessRequestInput = { principal: session, action: 'kms:Decrypt', resource: key };
const engineersMayDecrypt = {
  Sid: 'EngineersMayDecrypt',
  Effect: 'Allow',
  Principal: { AWS: engineering },
  Action: 'kms:Decrypt',
  Resource: '*',
};
const delegated = {
  resourcePolicy: keyPolicy(delegation),
  identityPolicies: [identityPolicy(allowDecrypt)],
};
const withDeny = (deny: object) => ({
  ...delegated,
  resourcePolicy: keyPolicy(delegation, deny),
});

export const cases: readonly ExplainCase[] = [
  {
    name: 'a-key-policy-that-neither-names-nor-delegates',
    policies: {
      resourcePolicy: keyPolicy({
        Sid: 'AdminOnly',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyAdmin' },
        Action: 'kms:*',
        Resource: '*',
      }),
      identityPolicies: [identityPolicy(allowDecrypt)],
    },
    request: decrypt,
  },
  {
    name: 'a-key-policy-that-allows-the-role-another-action',
    policies: {
      resourcePolicy: keyPolicy({
        ...engineersMayDecrypt,
        Sid: 'EngineersMayEncrypt',
        Action: 'kms:Encrypt',
      }),
    },
    request: decrypt,
  },
  {
    name: 'a-key-without-a-key-policy',
    policies: { identityPolicies: [identityPolicy(allowDecrypt)] },
    request: decrypt,
  },
  {
    name: 'a-key-policy-that-delegates-but-no-identity-allow',
    policies: {
      resourcePolicy: keyPolicy(delegation),
      identityPolicies: [
        identityPolicy({ ...allowDecrypt, Action: ['kms:Encrypt', 'kms:GenerateDataKey'] }),
      ],
    },
    request: decrypt,
  },
  {
    name: 'an-identity-policy-for-another-key',
    policies: {
      resourcePolicy: keyPolicy(delegation),
      identityPolicies: [
        identityPolicy({
          ...allowDecrypt,
          Resource: 'arn:aws:kms:us-east-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321',
        }),
      ],
    },
    request: { ...decrypt, principal: alice },
  },
  {
    name: 'an-explicit-deny-by-source-address',
    policies: withDeny({
      Sid: 'DenyOutside',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } },
    }),
    request: { ...decrypt, context: { 'aws:SourceIp': '203.0.113.9' } },
  },
  {
    name: 'an-explicit-deny-outside-working-hours',
    policies: withDeny({
      Sid: 'DenyAfterMigration',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-06-30T23:59:59Z' } },
    }),
    request: { ...decrypt, context: { 'aws:CurrentTime': '2026-07-01T08:00:00Z' } },
  },
  {
    name: 'an-explicit-deny-without-mfa',
    policies: {
      ...delegated,
      identityPolicies: [
        identityPolicy(allowDecrypt, {
          Sid: 'DenyWithoutMfa',
          Effect: 'Deny',
          Action: 'kms:*',
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        }),
      ],
    },
    request: decrypt,
  },
  {
    name: 'an-explicit-deny-that-no-request-escapes',
    policies: withDeny({
      Sid: 'DenyEngineering',
      Effect: 'Deny',
      Principal: { AWS: engineering },
      Action: ['kms:Decrypt', 'kms:ReEncrypt*'],
      Resource: '*',
    }),
    request: decrypt,
  },
  {
    name: 'an-explicit-deny-and-no-allow-either',
    policies: {
      resourcePolicy: keyPolicy({
        Sid: 'DenyOutsideVpc',
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1234abcd' } },
      }),
    },
    request: { ...decrypt, principal: alice },
  },
  {
    name: 'a-resource-control-policy-that-denies-outsiders',
    policies: {
      resourcePolicy: keyPolicy({
        ...delegation,
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      }),
      identityPolicies: [identityPolicy(allowDecrypt)],
      resourceControlPolicies: [
        [
          document('only-our-organization.json', 'resource-control-policy', {
            Sid: 'OnlyOurOrganization',
            Effect: 'Deny',
            Principal: '*',
            Action: 'kms:*',
            Resource: '*',
            Condition: {
              StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
              BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
            },
          }),
        ],
      ],
    },
    request: { ...decrypt, principal: bob, context: { 'aws:PrincipalOrgID': 'o-otherorgid' } },
  },
  {
    name: 'an-organizational-unit-whose-scps-do-not-allow-kms',
    policies: {
      ...delegated,
      serviceControlPolicies: [
        [fullAccess],
        [
          document('only-s3.json', 'service-control-policy', {
            Sid: 'OnlyS3',
            Effect: 'Allow',
            Action: 's3:*',
            Resource: '*',
          }),
        ],
        [fullAccess],
      ],
    },
    request: decrypt,
  },
  {
    name: 'two-closed-gates-at-once',
    policies: {
      resourcePolicy: keyPolicy(delegation),
      serviceControlPolicies: [
        [fullAccess],
        [
          document('only-us-west-2.json', 'service-control-policy', {
            Sid: 'OnlyUsWest2',
            Effect: 'Allow',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } },
          }),
        ],
      ],
    },
    request: decrypt,
  },
  {
    name: 'a-vpc-endpoint-policy-that-does-not-allow-decrypt',
    policies: {
      ...delegated,
      vpcEndpointPolicy: document('endpoint.json', 'vpc-endpoint-policy', {
        Sid: 'OnlyEncrypt',
        Effect: 'Allow',
        Principal: '*',
        Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
      }),
    },
    request: { ...decrypt, vpcEndpoint: 'vpce-1234abcd' },
  },
  {
    name: 'a-boundary-without-kms',
    policies: {
      ...delegated,
      permissionsBoundary: document('boundary.json', 'permissions-boundary', {
        Sid: 'StorageOnly',
        Effect: 'Allow',
        Action: ['s3:*', 'dynamodb:*'],
        Resource: '*',
      }),
    },
    request: decrypt,
  },
  {
    name: 'a-session-policy-without-decrypt',
    policies: {
      ...delegated,
      sessionPolicies: [
        document('session.json', 'session-policy', {
          Sid: 'EncryptOnly',
          Effect: 'Allow',
          Action: 'kms:Encrypt',
          Resource: '*',
        }),
      ],
    },
    request: decrypt,
  },
  {
    name: 'a-grant-whose-encryption-context-differs',
    policies: {
      resourcePolicy: keyPolicy({ ...delegation, Action: 'kms:Describe*' }),
      grants: [
        {
          GrantId: '0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60',
          GranteePrincipal: engineering,
          Operations: ['Decrypt', 'GenerateDataKey'],
          Constraints: { EncryptionContextSubset: { tenant: 'blue' } },
        },
      ],
    },
    request: { ...decrypt, context: { 'kms:EncryptionContext:tenant': 'green' } },
  },
  {
    name: 'a-grant-too-new-to-be-visible',
    policies: {
      resourcePolicy: keyPolicy(delegation),
      grants: [
        {
          GrantId: '0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60',
          GranteePrincipal: engineering,
          Operations: ['Decrypt'],
          GrantToken: 'AQpAM2RhZTk1MGMyNTk2ZmZmMzEyYWVhOWViN2I1MWM4Mzc0MWFiYjc0',
          visible: false,
        },
      ],
    },
    request: decrypt,
  },
  {
    name: 'another-account-whose-caller-has-no-identity-allow',
    policies: {
      resourcePolicy: keyPolicy(delegation, {
        Sid: 'AllowPartner',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Resource: '*',
      }),
    },
    request: { ...decrypt, principal: bob },
  },
  {
    name: 'another-account-that-the-key-policy-does-not-let-in',
    policies: {
      resourcePolicy: keyPolicy(delegation),
      identityPolicies: [identityPolicy(allowDecrypt)],
    },
    request: { ...decrypt, principal: bob },
  },
  {
    name: 'an-action-that-never-works-across-accounts',
    policies: {
      resourcePolicy: keyPolicy({ ...delegation, Principal: { AWS: '444455556666' } }),
      identityPolicies: [identityPolicy({ ...allowDecrypt, Action: 'kms:*' })],
    },
    request: { ...decrypt, principal: bob, action: 'kms:DisableKey' },
  },
  {
    name: 'a-key-policy-that-wants-the-call-through-a-service',
    policies: {
      resourcePolicy: keyPolicy({
        ...engineersMayDecrypt,
        Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
      }),
    },
    request: { ...decrypt, via: 'dynamodb' },
  },
  {
    name: 'a-key-policy-that-wants-an-encryption-context-and-a-tag',
    policies: {
      resourcePolicy: keyPolicy(delegation),
      identityPolicies: [
        identityPolicy({
          ...allowDecrypt,
          Condition: {
            StringEquals: {
              'kms:EncryptionContext:tenant': ['blue', 'green'],
              'aws:PrincipalTag/team': 'payments',
            },
          },
        }),
      ],
    },
    request: {
      ...decrypt,
      principal: { role: engineering, sessionName: 'alice', tags: { team: 'search' } },
      context: { 'kms:EncryptionContext:tenant': 'red' },
    },
  },
  {
    name: 'a-decrypt-that-does-not-name-its-key',
    policies: { resourcePolicy: keyPolicy(delegation) },
    request: { ...decrypt, principal: alice },
    options: { named: 'ciphertext' },
  },
  {
    name: 'an-anonymous-caller',
    policies: { resourcePolicy: keyPolicy({ ...engineersMayDecrypt, Principal: '*' }) },
    request: { ...decrypt, principal: 'anonymous' },
  },
  {
    name: 'a-service-that-the-key-policy-does-not-name',
    policies: { resourcePolicy: keyPolicy(delegation) },
    request: {
      ...decrypt,
      action: 'kms:GenerateDataKey',
      principal: {
        service: 'cloudtrail.amazonaws.com',
        sourceArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
        sourceAccount: '111122223333',
      },
    },
  },
  {
    name: 'a-role-whose-trust-policy-wants-an-external-id',
    policies: {
      resourcePolicy: document('trust.json', 'trust-policy', {
        Sid: 'PartnerWithId',
        Effect: 'Allow',
        Principal: { AWS: bob },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'partner-42' } },
      }),
      identityPolicies: [
        identityPolicy({
          Sid: 'Assume',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: engineering,
        }),
      ],
    },
    request: { principal: bob, action: 'sts:AssumeRole', resource: engineering },
  },
  {
    name: 'an-identity-policy-that-may-not-create-keys',
    policies: {
      identityPolicies: [identityPolicy({ ...allowDecrypt, Action: 'kms:List*', Resource: '*' })],
    },
    request: { principal: alice, action: 'kms:CreateKey', resource: '*' },
  },
  {
    name: 'a-key-policy-that-names-the-role-in-another-case',
    policies: {
      resourcePolicy: keyPolicy({
        ...engineersMayDecrypt,
        Principal: { AWS: 'arn:aws:iam::111122223333:role/engineering' },
      }),
    },
    request: decrypt,
  },
  {
    name: 'a-key-policy-that-names-a-deleted-role',
    policies: {
      resourcePolicy: keyPolicy({
        ...engineersMayDecrypt,
        Principal: { AWS: ['AROADBQP57FF2AEXAMPLE', 'arn:aws:iam::111122223333:role/KeyAdmin'] },
      }),
    },
    request: decrypt,
  },
  {
    name: 'two-explicit-denies-at-once',
    policies: {
      ...withDeny({
        Sid: 'DenyWithoutContext',
        Effect: 'Deny',
        Principal: '*',
        Action: ['kms:Encrypt', 'kms:Decrypt'],
        Resource: '*',
        Condition: { Null: { 'kms:EncryptionContext:tenant': 'true' } },
      }),
      serviceControlPolicies: [
        [
          fullAccess,
          document('mfa-age.json', 'service-control-policy', {
            Sid: 'DenyOldMfa',
            Effect: 'Deny',
            Action: 'kms:*',
            Resource: '*',
            Condition: { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } },
          }),
        ],
      ],
    },
    request: {
      ...decrypt,
      principal: { role: engineering, sessionName: 'alice', mfa: true },
      context: { 'aws:MultiFactorAuthAge': 7200 },
    },
  },
  {
    name: 'a-federated-user-without-a-session-policy',
    policies: delegated,
    request: {
      ...decrypt,
      principal: { federatedUser: 'arn:aws:sts::111122223333:federated-user/bob', user: alice },
    },
  },
  {
    name: 'an-aws-managed-key-outside-its-service',
    policies: {
      resourcePolicy: keyPolicy({
        Sid: 'ThroughS3',
        Effect: 'Allow',
        Principal: '*',
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: {
          StringEquals: {
            'kms:CallerAccount': '111122223333',
            'kms:ViaService': 's3.us-east-1.amazonaws.com',
          },
        },
      }),
      identityPolicies: [identityPolicy(allowDecrypt)],
    },
    request: { ...decrypt, context: { 'kms:ResourceAliases': ['alias/aws/s3'] } },
  },
  {
    name: 'a-tag-that-a-policy-variable-asks-for',
    policies: {
      resourcePolicy: keyPolicy({
        ...engineersMayDecrypt,
        Condition: {
          StringEquals: { 'kms:EncryptionContext:team': '${aws:PrincipalTag/team}' },
        },
      }),
    },
    request: {
      ...decrypt,
      principal: { role: engineering, sessionName: 'alice', tags: { team: 'blue' } },
      context: { 'kms:EncryptionContext:team': 'green' },
    },
  },
  {
    name: 'allowed-by-the-key-policy',
    policies: {
      resourcePolicy: keyPolicy(delegation, {
        ...engineersMayDecrypt,
        Condition: { StringLike: { 'kms:EncryptionContext:tenant': 'blue-*' } },
      }),
    },
    request: { ...decrypt, context: { 'kms:EncryptionContext:tenant': 'blue-7' } },
  },
  {
    name: 'allowed-by-delegation-to-an-identity-policy',
    policies: delegated,
    request: decrypt,
  },
  {
    name: 'allowed-by-a-grant',
    policies: {
      resourcePolicy: keyPolicy(delegation),
      grants: [
        {
          GrantId: '0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60',
          GranteePrincipal: engineering,
          Operations: ['Decrypt'],
        },
      ],
    },
    request: decrypt,
  },
  {
    name: 'allowed-by-both-accounts',
    policies: {
      resourcePolicy: keyPolicy({
        ...engineersMayDecrypt,
        Sid: 'BobMayDecrypt',
        Principal: { AWS: bob },
      }),
      identityPolicies: [identityPolicy(allowDecrypt)],
    },
    request: { ...decrypt, principal: bob },
  },
];
