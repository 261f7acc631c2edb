// Condition keys with the values that requests give them and the operands that policies hold.
// Every row hunts for a mistake that policy engines are known to make.
import type { RawContextValue } from '../reference/shapes.ts';
import { stringRows } from './string-rows.ts';

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
  ...stringRows,
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
    operands: [...times, '2026-02-28T05:00:00Z', '2026-02-27T19:00:00Z'],
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
    values: [
      'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
      'main',
      'arn:aws:logs:us-east-1:111122223333:log-group:app',
    ],
    operands: [
      'arn:aws:logs:*:111122223333:log-group:*',
      'arn:aws:logs:*:*:app',
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
