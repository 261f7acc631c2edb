// Operators one by one: what a comparison answers, `undefined` where a side is not of the operator's type.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { describe, expect, test } from 'vitest';
import { readOperator } from '../../src/engine/operators/table.ts';
import type { Operand, Template } from '../../src/engine/template.ts';

type Row = [operator: string, operands: Operand[], actual: string, matched: boolean | undefined];

/** A template of one variable: the value of the only key that the lookup knows is `x`. */
const known: Template = { parts: [{ kind: 'variable', slot: 0 }] };
const unknown: Template = { parts: [{ kind: 'variable', slot: 1 }] };
const lookup = (slot: number) => (slot === 0 ? 'x' : undefined);

function compare(name: string, operands: readonly Operand[], actual: string): boolean | undefined {
  return readOperator(name)!.operator!.compile(operands)(actual, lookup);
}

const five = ['a', 'b', 'c', 'd', 'e'];

describe('strings', () => {
  const rows: Row[] = [
    ['StringEquals', ['a'], 'a', true],
    ['StringEquals', ['a'], 'A', false],
    ['StringEquals', [], 'a', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', ['a', 'b'], 'c', false],
    ['StringEquals', five.slice(0, 4), 'd', true],
    ['StringEquals', five.slice(0, 4), 'e', false],
    ['StringEquals', five, 'e', true],
    ['StringEquals', five, 'f', false],
    ['StringEqualsIgnoreCase', ['ABC'], 'aBc', true],
    ['StringEqualsIgnoreCase', five, 'E', true],
    // Lower-casing tells the long s from s; upper-casing would not.
    ['StringEqualsIgnoreCase', ['s'], '\u017f', false],
    ['StringEquals', ['a', known], 'x', true],
    ['StringEquals', ['a', known], 'a', true],
    ['StringEquals', [known], 'a', false],
    ['StringEquals', [unknown], 'x', false],
    ['StringEquals', [unknown], '', false],
    ['StringEqualsIgnoreCase', [known], 'X', true],
    ['StringLike', ['a*', 'b?'], 'bc', true],
    ['StringLike', ['a*', 'b?'], 'b', false],
    ['StringLike', [known], 'x', true],
    ['StringLike', ['a', known], 'a', true],
    ['StringLike', [known], 'xx', false],
    ['StringLike', [unknown], 'x', false],
    ['StringLike', [{ parts: [...known.parts, { kind: 'text', text: '*' }] }], 'xyz', true],
  ];
  test.each(rows)('%s %j for %j: %s', (name, operands, actual, matched) => {
    expect(compare(name, operands, actual)).toBe(matched);
  });
});

describe('numbers', () => {
  const rows: Row[] = [
    ['NumericEquals', ['3'], '3.0', true],
    ['NumericEquals', ['3'], '4', false],
    ['NumericEquals', ['3'], 'three', undefined],
    ['NumericEquals', ['three'], '3', undefined],
    ['NumericEquals', ['three', '3'], '3', true],
    ['NumericEquals', ['three', '3'], '4', undefined],
    ['NumericLessThan', ['3'], '2', true],
    ['NumericLessThan', ['3'], '3', false],
    ['NumericLessThan', ['3'], '4', false],
    ['NumericLessThanEquals', ['3'], '3', true],
    ['NumericLessThanEquals', ['3'], '4', false],
    ['NumericGreaterThan', ['3'], '4', true],
    ['NumericGreaterThan', ['3'], '3', false],
    ['NumericGreaterThan', ['3'], '2', false],
    ['NumericGreaterThanEquals', ['3'], '3', true],
    ['NumericGreaterThanEquals', ['3'], '2', false],
    ['NumericEquals', [known], '3', undefined],
  ];
  test.each(rows)('%s %j for %j: %s', (name, operands, actual, matched) => {
    expect(compare(name, operands, actual)).toBe(matched);
  });
});

describe('dates', () => {
  const noon = '2026-03-01T12:00:00Z';
  const rows: Row[] = [
    ['DateEquals', [noon], '2026-03-01T13:00:00+01:00', true],
    ['DateEquals', [noon], '1772366400', true],
    ['DateEquals', [noon], 'noon', undefined],
    ['DateLessThan', [noon], '2026-03-01T11:59:59Z', true],
    ['DateLessThan', [noon], noon, false],
    ['DateLessThanEquals', [noon], noon, true],
    ['DateLessThanEquals', [noon], '2026-03-01T12:00:01Z', false],
    ['DateGreaterThan', [noon], '2026-03-01T12:00:01Z', true],
    ['DateGreaterThan', [noon], noon, false],
    ['DateGreaterThanEquals', [noon], noon, true],
    ['DateGreaterThanEquals', [noon], '2026-03-01T11:59:59Z', false],
  ];
  test.each(rows)('%s %j for %j: %s', (name, operands, actual, matched) => {
    expect(compare(name, operands, actual)).toBe(matched);
  });
});

describe('others', () => {
  const rows: Row[] = [
    ['Bool', ['true'], 'TRUE', true],
    ['Bool', ['False'], 'false', true],
    ['Bool', ['true'], 'false', false],
    ['Bool', ['true'], 'yes', undefined],
    ['Bool', ['yes'], 'true', undefined],
    ['Bool', ['yes', 'true'], 'true', true],
    ['Bool', ['yes', 'false'], 'true', undefined],
    ['Bool', ['false'], 'true', false],
    ['Bool', [unknown], 'true', undefined],
    ['Bool', [known], 'true', undefined],
    ['Bool', [{ parts: [{ kind: 'variable', slot: 1, fallback: 'true' }] }], 'true', true],
    ['BinaryEquals', ['QQ=='], 'QQ==', true],
    ['BinaryEquals', ['QQ=='], 'QQ', false],
    ['IpAddress', ['192.0.2.0/24'], '192.0.2.9', true],
    ['IpAddress', ['192.0.2.0/24'], '192.0.3.9', false],
    ['IpAddress', ['192.0.2.0/24'], 'home', undefined],
    ['IpAddress', ['192.0.2.0/33'], '192.0.2.9', undefined],
    ['ArnEquals', ['arn:aws:s3:::b*'], 'arn:aws:s3:::bucket', true],
    ['ArnLike', ['arn:aws:s3:::b*'], 'arn:aws:s3:::c', false],
  ];
  test.each(rows)('%s %j for %j: %s', (name, operands, actual, matched) => {
    expect(compare(name, operands, actual)).toBe(matched);
  });
});

describe('how an operator is written', () => {
  test('a set prefix and IfExists, in AWS’s case and order', () => {
    expect(readOperator('ForAnyValue:StringLikeIfExists')).toMatchObject({
      set: 'ForAnyValue',
      ifExists: true,
      operator: { name: 'StringLike', negated: false },
    });
    expect(readOperator('ForAllValues:StringNotEquals')).toMatchObject({
      set: 'ForAllValues',
      ifExists: false,
      operator: { name: 'StringNotEquals', negated: true },
    });
  });

  test('without either, neither is there', () => {
    const plain = readOperator('Bool');
    expect(Object.keys(plain!).sort()).toEqual(['ifExists', 'operator']);
    expect(plain!.ifExists).toBe(false);
    expect(readOperator('Null')).toEqual({ ifExists: false });
    expect(readOperator('ForAllValues:Null')).toEqual({ ifExists: false, set: 'ForAllValues' });
  });

  const wrong = ['', 'stringEquals', 'String', 'IfExists', 'ForSomeValue:Bool', 'Bool:ForAnyValue'];
  test.each([...wrong, 'ForAnyValue:', 'String Equals', 'BoolIfExistsX', 'xForAnyValue:Bool'])(
    '`%s` is no operator',
    (written) => {
      expect(readOperator(written)).toBeUndefined();
    },
  );
});
