// The key policies that AWS writes itself: for a key whose creator names none, and for AWS managed keys.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
import type { JsonObject } from '../model/policy.ts';
import { partitionOf } from './regions.ts';

/** The policy of a key made by CreateKey without `Policy`: it delegates everything to the account. */
export function defaultKeyPolicy(account: string, partition = 'aws'): JsonObject {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [accountStatement(account, partition)],
  };
}

/** The statement that makes the account's IAM policies count for the key. */
export function accountStatement(account: string, partition: string): JsonObject {
  return {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

/** The service that calls, where the alias of its key has another name: Amazon EC2 for EBS volumes. */
const callingService: ReadonlyMap<string, string> = new Map([['ebs', 'ec2']]);

/**
 * The policy of an AWS managed key, `alias/aws/SERVICE`: everyone in the account may use it, but only
 * through the service; the account's IAM can let people look at it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-working-with.html
 */
export function awsManagedKeyPolicy(service: string, account: string, region: string): JsonObject {
  return {
    Version: '2012-10-17',
    Id: `auto-${service}-1`,
    Statement: [
      {
        Sid: `Allow access through ${service} for all principals in the account that are authorized to use it`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        Resource: '*',
        Condition: {
          StringEquals: {
            'kms:CallerAccount': account,
            'kms:ViaService': `${callingService.get(service) ?? service}.${region}.amazonaws.com`,
          },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  };
}
