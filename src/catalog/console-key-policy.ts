// The key policy that the console writes when it is given administrators and users.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
import type { JsonObject } from '../model/policy.ts';
import { accountStatement } from './default-key-policies.ts';
import type { KeyUsage } from './grant-operations.ts';

/** What the console is told when it makes a key. */
export interface ConsoleKey {
  readonly account: string;
  readonly partition?: string;
  /** ARNs of users and roles. */
  readonly administrators?: readonly string[];
  /** ARNs of users and roles, or the root ARNs of other accounts. */
  readonly users?: readonly string[];
  readonly usage: Exclude<KeyUsage, 'ENCAPSULATE_DECAPSULATE'>;
  /** Whether a key for ENCRYPT_DECRYPT is an asymmetric one. */
  readonly asymmetric?: true;
  readonly origin?: 'AWS_KMS' | 'EXTERNAL';
  readonly multiRegion?: true;
}

/** The policy that the console writes. Without administrators or users it leaves their statements out. */
export function consoleKeyPolicy(key: ConsoleKey): JsonObject {
  const { account, partition = 'aws', administrators = [], users = [] } = key;
  return {
    Version: '2012-10-17',
    Id: 'key-consolepolicy-3',
    Statement: [
      accountStatement(account, partition),
      ...allow('Allow access for Key Administrators', administrators, administration(key)),
      ...allow('Allow use of the key', users, use[key.asymmetric ? 'asymmetric' : key.usage]),
      ...allow(
        'Allow attachment of persistent resources',
        users,
        ['CreateGrant', 'ListGrants', 'RevokeGrant'],
        { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      ),
    ],
  };
}

function allow(
  sid: string,
  principals: readonly string[],
  actions: readonly string[],
  condition?: JsonObject,
): JsonObject[] {
  if (principals.length === 0) return [];
  return [
    {
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: principals },
      Action: actions.map((action) => `kms:${action}`),
      Resource: '*',
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ];
}

function administration({ origin, multiRegion }: ConsoleKey): readonly string[] {
  return [
    ...['Create*', 'Describe*', 'Enable*', 'List*', 'Put*', 'Update*', 'Revoke*', 'Disable*'],
    ...['Get*', 'Delete*', 'TagResource', 'UntagResource'],
    ...['ScheduleKeyDeletion', 'CancelKeyDeletion', 'RotateKeyOnDemand'],
    ...(origin === 'EXTERNAL' ? ['ImportKeyMaterial'] : []),
    ...(multiRegion ? ['ReplicateKey', 'UpdatePrimaryRegion'] : []),
  ];
}

const use: Readonly<Record<ConsoleKey['usage'] | 'asymmetric', readonly string[]>> = {
  ENCRYPT_DECRYPT: ['Encrypt', 'Decrypt', 'ReEncrypt*', 'GenerateDataKey*', 'DescribeKey'],
  asymmetric: ['Encrypt', 'Decrypt', 'ReEncrypt*', 'DescribeKey', 'GetPublicKey'],
  GENERATE_VERIFY_MAC: ['DescribeKey', 'GenerateMac', 'VerifyMac'],
  SIGN_VERIFY: ['DescribeKey', 'GetPublicKey', 'Sign', 'Verify'],
  KEY_AGREEMENT: ['DescribeKey', 'GetPublicKey', 'DeriveSharedSecret'],
};
