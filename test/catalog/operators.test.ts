import { describe, expect, it } from 'vitest';
import { operatorNames } from '../../src/catalog/operators.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
const families: Readonly<Record<string, readonly [negated: number, names: string]>> = {
  String: [
    3,
    'StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike',
  ],
  Numeric: [
    1,
    'NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals',
  ],
  Date: [
    1,
    'DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals',
  ],
  Bool: [0, 'Bool'],
  Binary: [0, 'BinaryEquals'],
  IpAddress: [1, 'IpAddress NotIpAddress'],
  Arn: [2, 'ArnEquals ArnLike ArnNotEquals ArnNotLike'],
  Null: [0, 'Null'],
};

describe('the condition operators', () => {
  it.each(Object.entries(families))('of the family %s', (family, [negated, names]) => {
    const rows = operatorNames.filter((row) => row.family === family);
    expect(rows.map((row) => row.name)).toEqual(names.split(' '));
    expect(rows.filter((row) => row.negated)).toHaveLength(negated);
    const withVariables = ['String', 'Arn', 'Bool'].includes(family);
    expect(rows.every((row) => row.variables === withVariables)).toBe(true);
  });

  it('are 27, of which six know wildcards', () => {
    expect(operatorNames).toHaveLength(27);
    expect(operatorNames.filter((row) => row.wildcards).map((row) => row.name)).toEqual([
      'StringLike',
      'StringNotLike',
      'ArnEquals',
      'ArnLike',
      'ArnNotEquals',
      'ArnNotLike',
    ]);
  });
});
