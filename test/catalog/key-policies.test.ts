import { describe, expect, it } from 'vitest';
import { type ConsoleKey, consoleKeyPolicy } from '../../src/catalog/console-key-policy.ts';
import { awsManagedKeyPolicy, defaultKeyPolicy } from '../../src/catalog/default-key-policies.ts';
import { partitionOf, partitions, regions } from '../../src/catalog/regions.ts';
import type { JsonObject } from '../../src/model/policy.ts';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;
const bob = `arn:aws:iam::${account}:user/bob`;

function statements(policy: JsonObject): readonly JsonObject[] {
  return policy.Statement as readonly JsonObject[];
}

describe('the key policies that AWS writes', () => {
  it('delegate to the account by default', () => {
    expect(statements(defaultKeyPolicy(account))).toEqual([
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ]);
    expect(JSON.stringify(defaultKeyPolicy(account, 'aws-cn'))).toContain('arn:aws-cn:iam::');
  });

  it('of an AWS managed key let in only through the service', () => {
    const [use, look] = statements(awsManagedKeyPolicy('ebs', account, 'us-gov-west-1'));
    expect(use).toMatchObject({
      Principal: { AWS: '*' },
      Condition: {
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': 'ec2.us-gov-west-1.amazonaws.com',
        },
      },
    });
    expect(look).toMatchObject({ Principal: { AWS: `arn:aws-us-gov:iam::${account}:root` } });
    expect(look).not.toHaveProperty('Condition');
  });

  const uses: readonly [string, Partial<ConsoleKey> & Pick<ConsoleKey, 'usage'>, string][] = [
    [
      'symmetric',
      { usage: 'ENCRYPT_DECRYPT' },
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey',
    ],
    ['HMAC', { usage: 'GENERATE_VERIFY_MAC' }, 'DescribeKey GenerateMac VerifyMac'],
    [
      'asymmetric',
      { usage: 'ENCRYPT_DECRYPT', asymmetric: true },
      'Encrypt Decrypt ReEncrypt* DescribeKey GetPublicKey',
    ],
    ['signing', { usage: 'SIGN_VERIFY' }, 'DescribeKey GetPublicKey Sign Verify'],
    ['key agreement', { usage: 'KEY_AGREEMENT' }, 'DescribeKey GetPublicKey DeriveSharedSecret'],
  ];

  it.each(uses)('in the console let users use a key: %s', (_, key, actions) => {
    const policy = consoleKeyPolicy({ account, users: [bob], ...key });
    expect(statements(policy)).toHaveLength(3);
    expect(statements(policy)[1]).toMatchObject({
      Sid: 'Allow use of the key',
      Principal: { AWS: [bob] },
      Action: actions.split(' ').map((action) => `kms:${action}`),
    });
    expect(statements(policy)[2]).toMatchObject({
      Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
  });

  it('in the console let administrators administer, and no more', () => {
    const administration = (more: Partial<ConsoleKey>) =>
      statements(
        consoleKeyPolicy({ account, administrators: [alice], usage: 'ENCRYPT_DECRYPT', ...more }),
      )[1]?.Action as readonly string[];
    expect(administration({})).toHaveLength(15);
    expect(administration({})).not.toContain('kms:Decrypt');
    expect(administration({ origin: 'EXTERNAL' }).slice(15)).toEqual(['kms:ImportKeyMaterial']);
    expect(administration({ multiRegion: true }).slice(15)).toEqual([
      'kms:ReplicateKey',
      'kms:UpdatePrimaryRegion',
    ]);
  });
});

describe('Regions', () => {
  it('belong to one partition each', () => {
    expect(new Set(regions).size).toBe(regions.length);
    for (const { id, regions: own } of partitions) {
      for (const region of own) expect(partitionOf(region)).toBe(id);
    }
  });

  it.each([
    ['us-east-1', 'aws'],
    ['us-west-9', 'aws'],
    ['cn-south-1', 'aws-cn'],
    ['us-gov-north-1', 'aws-us-gov'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['', 'aws'],
  ])('%j is in %s, known or not', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});
