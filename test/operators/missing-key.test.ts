// What an operator answers when the request does not have its key, and when it does.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
import { describe, test } from 'vitest';
import type { ConditionValue } from '../reference/shapes.ts';
import type { ConditionCase } from './ask.ts';
import { expectCondition, nameOf } from './ask.ts';

// Every operator but Null, with an operand and a value that the operand fits.
const positive: [string, ConditionValue, string][] = [
  ['StringEquals', 'blue', 'blue'],
  ['StringEqualsIgnoreCase', 'blue', 'BLUE'],
  ['StringLike', 'b*', 'blue'],
  ['NumericEquals', '5', '5'],
  ['NumericLessThan', '5', '4'],
  ['NumericLessThanEquals', '5', '5'],
  ['NumericGreaterThan', '5', '6'],
  ['NumericGreaterThanEquals', '5', '5'],
  ['DateEquals', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['DateLessThan', '2026-03-01T00:00:00Z', '2026-02-28T00:00:00Z'],
  ['DateLessThanEquals', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['DateGreaterThan', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'],
  ['DateGreaterThanEquals', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['Bool', 'true', 'true'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.7'],
  ['ArnEquals', 'arn:aws:sns:*:111122223333:*', 'arn:aws:sns:us-east-1:111122223333:topic'],
  ['ArnLike', 'arn:aws:sns:*:111122223333:*', 'arn:aws:sns:us-east-1:111122223333:topic'],
];
const negated: [string, ConditionValue, string][] = [
  ['StringNotEquals', 'blue', 'blue'],
  ['StringNotEqualsIgnoreCase', 'blue', 'BLUE'],
  ['StringNotLike', 'b*', 'blue'],
  ['NumericNotEquals', '5', '5'],
  ['DateNotEquals', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.7'],
  ['ArnNotEquals', 'arn:aws:sns:*:111122223333:*', 'arn:aws:sns:us-east-1:111122223333:topic'],
  ['ArnNotLike', 'arn:aws:sns:*:111122223333:*', 'arn:aws:sns:us-east-1:111122223333:topic'],
];

function rowsOf([operator, policy, fitting]: [string, ConditionValue, string], not: boolean) {
  const row = (form: string, request: string | undefined, holds: boolean): ConditionCase => ({
    operator: form,
    policy,
    request,
    holds,
  });
  return [
    row(operator, undefined, not),
    row(operator, fitting, !not),
    row(`${operator}IfExists`, undefined, true),
    row(`${operator}IfExists`, fitting, !not),
    row(`ForAllValues:${operator}`, undefined, true),
    row(`ForAllValues:${operator}`, fitting, !not),
    // Without a value ForAnyValue is false, for negated operators too.
    row(`ForAnyValue:${operator}`, undefined, false),
    row(`ForAnyValue:${operator}`, fitting, !not),
    // No page shows a set operator with IfExists; a missing key makes it true.
    row(`ForAllValues:${operator}IfExists`, undefined, true),
    row(`ForAnyValue:${operator}IfExists`, undefined, true),
    row(`ForAnyValue:${operator}IfExists`, fitting, !not),
  ];
}

const rows: ConditionCase[] = [
  ...positive.flatMap((entry) => rowsOf(entry, false)),
  ...negated.flatMap((entry) => rowsOf(entry, true)),
  { operator: 'Null', policy: 'true', request: undefined, holds: true },
  { operator: 'Null', policy: 'true', request: 'blue', holds: false },
  { operator: 'Null', policy: 'false', request: undefined, holds: false },
  { operator: 'Null', policy: 'false', request: 'blue', holds: true },
  { operator: 'Null', policy: true, request: undefined, holds: true },
  { operator: 'Null', policy: false, request: undefined, holds: false },
  // A null value is no value; an empty string is one.
  { operator: 'Null', policy: 'true', request: null, holds: true },
  { operator: 'Null', policy: 'false', request: '', holds: true },
  // A list without values is no value either.
  { operator: 'Null', policy: 'true', request: [], holds: true },
  { operator: 'Null', policy: 'false', request: [], holds: false },
];

describe('a key that the request has, or has not', () => {
  test.each(rows.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
    expectCondition(row);
  });
});
