// Condition keys with the values that requests give them and the operands that policies hold.
// Every row hunts for a mistake that policy engines are known to make.
import type { RawContextValue } from '../reference/shapes.ts';

export type Family = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Ip' | 'Arn' | 'Binary';

/** One condition key. */
export interface ConditionRow {
  key: string;
  family: Family;
  /** What a request may give; empty for keys that only follow from the call. */
  values: RawContextValue[];
  operands: (string | number | boolean)[];
  multivalued?: true;
}

/** The operators of each family. */
export const operatorsOf: Record<Family, string[]> = {
  String: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  Numeric: [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  Date: [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ],
  Bool: ['Bool'],
  Ip: ['IpAddress', 'NotIpAddress'],
  Arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  Binary: ['BinaryEquals'],
};

const times = [
  '2026-03-01T12:00:00Z',
  '2026-03-01T13:00:00+01:00',
  '2026-03-01',
  1772366400,
  '2026',
];
const addresses = ['203.0.113.7', '203.0.113.200', '10.1.2.3', '2001:db8::1', '::ffff:203.0.113.7'];

/** All rows. */
export const conditionRows: ConditionRow[] = [
  {
    key: 'aws:PrincipalTag/dept',
    family: 'String',
    values: ['blue', 'Blue', 'red', '', 'b*'],
    operands: [
      'blue',
      'BLUE',
      'b*',
      'r?d',
      '*',
      '${aws:PrincipalTag/team}',
      "${aws:PrincipalTag/missing, 'blue'}",
      '${aws:PrincipalTag/missing}',
      '${*}',
      'b${*}',
      '${aws:username}',
      '',
    ],
  },
  {
    key: 'aws:PrincipalTag/team',
    family: 'String',
    values: ['blue', '*', 'red'],
    operands: ['blue', '${aws:PrincipalTag/dept}', '${aws:principaltag/DEPT}', 'b${?}ue', 'bl??'],
  },
  {
    key: 'kms:EncryptionContext:App',
    family: 'String',
    values: ['billing', 'payroll', 'Billing'],
    operands: ['billing', 'bill*', 'PAYROLL', '${aws:PrincipalTag/dept}'],
  },
  {
    key: 'kms:ViaService',
    family: 'String',
    values: [],
    operands: ['s3.us-east-1.amazonaws.com', '*.us-east-1.amazonaws.com', 's3.*.amazonaws.com'],
  },
  {
    key: 'kms:CallerAccount',
    family: 'String',
    values: [],
    operands: ['111122223333', '444455556666', '${aws:PrincipalAccount}', '1111*'],
  },
  {
    key: 'aws:PrincipalAccount',
    family: 'String',
    values: [],
    operands: ['111122223333', '444455556666', '${aws:ResourceAccount}', 'anonymous'],
  },
  {
    key: 'aws:username',
    family: 'String',
    values: [],
    operands: ['alice', 'bob', '${aws:PrincipalTag/owner}', 'A*'],
  },
  {
    key: 'aws:userid',
    family: 'String',
    values: [],
    operands: ['111122223333', '*:carol', 'anonymous'],
  },
  {
    key: 'aws:PrincipalType',
    family: 'String',
    values: [],
    operands: ['User', 'AssumedRole', 'Account', 'FederatedUser', 'user'],
  },
  { key: 'aws:SourceIdentity', family: 'String', values: [], operands: ['alice', 'b*'] },
  { key: 'aws:CalledViaFirst', family: 'String', values: [], operands: ['s3.amazonaws.com'] },
  {
    key: 'aws:CalledViaLast',
    family: 'String',
    values: [],
    operands: ['s3.amazonaws.com', 'dynamodb*'],
  },
  {
    key: 'aws:PrincipalServiceName',
    family: 'String',
    values: [],
    operands: ['cloudtrail.amazonaws.com'],
  },
  {
    key: 'aws:SourceAccount',
    family: 'String',
    values: ['111122223333'],
    operands: ['111122223333'],
  },
  {
    key: 'aws:SourceVpce',
    family: 'String',
    values: ['vpce-0a1b'],
    operands: ['vpce-0a1b', 'vpce-0c2d', 'vpce-*'],
  },
  {
    key: 'aws:RequestedRegion',
    family: 'String',
    values: [],
    operands: ['us-east-1', 'eu-*', 'US-EAST-1'],
  },
  {
    key: 'aws:ResourceAccount',
    family: 'String',
    values: [],
    operands: ['111122223333', '${aws:PrincipalAccount}'],
  },
  {
    key: 'kms:RequestAlias',
    family: 'String',
    values: ['alias/app', 'alias/App'],
    operands: ['alias/app', 'alias/*', 'alias/${aws:PrincipalTag/dept}'],
  },
  {
    key: 'kms:EncryptionContextKeys',
    family: 'String',
    values: [],
    operands: ['App', 'app', 'Tier', 'aws:*'],
    multivalued: true,
  },
  {
    key: 'kms:ResourceAliases',
    family: 'String',
    values: [['alias/app', 'alias/test'], ['alias/app'], [], [''], ''],
    operands: ['alias/app', 'alias/t*', 'alias/other'],
    multivalued: true,
  },
  {
    key: 'aws:TagKeys',
    family: 'String',
    values: [['dept'], ['dept', 'team'], ['Dept', ''], 'dept', ''],
    operands: ['dept', 'team', 'DEPT'],
    multivalued: true,
  },
  {
    key: 'kms:GrantOperations',
    family: 'String',
    values: [],
    operands: ['Decrypt', 'CreateGrant', 'De*'],
    multivalued: true,
  },
  {
    key: 'aws:CalledVia',
    family: 'String',
    values: [],
    operands: ['s3.amazonaws.com'],
    multivalued: true,
  },
  {
    key: 'aws:PrincipalOrgPaths',
    family: 'String',
    values: [['o-example/r-ab12/ou-ab12-apps/'], null],
    operands: ['o-example/*', 'o-other/*'],
    multivalued: true,
  },
  {
    key: 'aws:MultiFactorAuthPresent',
    family: 'Bool',
    values: [true, 'true', false],
    operands: ['true', 'false', true],
  },
  {
    key: 'aws:SecureTransport',
    family: 'Bool',
    values: [true, 'False', 'yes'],
    operands: ['true', 'False', false],
  },
  { key: 'kms:GrantIsForAWSResource', family: 'Bool', values: [], operands: ['true', false] },
  { key: 'aws:PrincipalIsAWSService', family: 'Bool', values: [], operands: ['true', 'false'] },
  { key: 'aws:ViaAWSService', family: 'Bool', values: [], operands: ['true', false] },
  {
    key: 'aws:MultiFactorAuthAge',
    family: 'Numeric',
    values: [300, '300', '300.0', '12abc', 3600, '1e3'],
    operands: [300, '300', '1000', '3600.5', 0],
  },
  {
    key: 'kms:ScheduleKeyDeletionPendingWindowInDays',
    family: 'Numeric',
    values: [7, '30', -1, [7, 30]],
    operands: [7, '30', '7.0', -1],
  },
  {
    key: 'aws:CurrentTime',
    family: 'Date',
    values: ['2026-03-01T12:00:00Z', '2026-03-01T11:59:59.999Z', 'soon', 1772366400],
    operands: [...times, '4102444800'],
  },
  {
    key: 'aws:EpochTime',
    family: 'Date',
    values: [1772366400, '1772366399', '2026-03-01T12:00:00Z'],
    operands: [...times, '2020-01-01T00:00:00Z'],
  },
  {
    key: 'aws:TokenIssueTime',
    family: 'Date',
    values: ['2026-02-28T00:00:00-05:00'],
    operands: times,
  },
  {
    key: 'aws:SourceIp',
    family: 'Ip',
    values: [...addresses, 'unknown'],
    operands: [
      '203.0.113.0/24',
      '203.0.113.7',
      '203.0.113.7/25',
      '0.0.0.0/0',
      '::/0',
      '2001:db8::/32',
      '2001:DB8:0:0:0:0:0:1',
      '::ffff:0:0/96',
      '10.0.0.0/8',
    ],
  },
  {
    key: 'aws:VpcSourceIp',
    family: 'Ip',
    values: ['10.1.2.3'],
    operands: ['10.0.0.0/8', '10.1.2.3/32'],
  },
  {
    key: 'aws:PrincipalArn',
    family: 'Arn',
    values: [],
    operands: [
      'arn:aws:iam::111122223333:role/Engineering',
      'arn:aws:iam::111122223333:role/*',
      'arn:aws:iam::*:user/*',
      'arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}',
      'arn:*:iam::4444?5556666:*',
      'arn:aws:iam::*:role/Eng*',
      '${aws:PrincipalArn}',
      'arn:aws:*:root',
    ],
  },
  {
    key: 'aws:SourceArn',
    family: 'Arn',
    values: ['arn:aws:cloudtrail:us-east-1:111122223333:trail/main', 'main'],
    operands: [
      'arn:aws:cloudtrail:*:111122223333:trail/*',
      'arn:aws:cloudtrail:us-east-1:444455556666:trail/*',
      'arn:aws:cloudtrail:us-east-1:*',
    ],
  },
  {
    key: 'aws:PrincipalTag/blob',
    family: 'Binary',
    values: ['QmluYXJ5', 'AAECAw=='],
    operands: ['QmluYXJ5', 'AAECAw=='],
  },
];
