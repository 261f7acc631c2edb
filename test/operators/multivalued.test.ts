// Keys with several values: what ForAllValues and ForAnyValue ask of them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html
import { describe, test } from 'vitest';
import type { RawContextValue } from '../reference/shapes.ts';
import { expectCondition } from './ask.ts';

const rows: [string, string[], RawContextValue, boolean, string][] = [
  [
    'ForAllValues:StringEquals',
    ['a', 'b'],
    ['a', 'b'],
    true,
    'every value of the request is listed',
  ],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true, 'not every listed value is needed'],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false, 'one value is not listed'],
  ['ForAllValues:StringEquals', ['a'], [], true, 'the empty set'],
  ['ForAllValues:StringEquals', ['a'], '', true, 'an empty string is a null data set'],
  ['ForAllValues:StringEquals', ['a'], [''], true, 'a list of an empty string is one as well'],
  ['ForAllValues:StringEquals', ['a'], ['', 'a'], false, 'an empty string beside another value'],
  ['ForAllValues:StringEquals', ['a'], ['b'], false, 'a single value that is not listed'],
  ['ForAllValues:StringLike', ['a*'], ['ab', 'ac'], true, 'wildcards under a set operator'],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true, 'none of the values is listed'],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['a', 'c'], false, 'one of the values is listed'],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['a', 'c'], true, 'one value is listed'],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false, 'no value is listed'],
  ['ForAnyValue:StringEquals', ['a'], [], false, 'the empty set has no value'],
  ['ForAnyValue:StringEqualsIfExists', ['a'], [], true, 'the empty set under IfExists'],
  ['ForAnyValue:StringEqualsIfExists', ['a'], '', false, 'an empty string is a value'],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], true, 'one value is not listed'],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false, 'every value is listed'],
  ['ForAnyValue:StringEquals', ['a'], 'a', true, 'a single value is a set of one'],
  // What a plain operator does with a list is not documented: it never matches.
  ['StringEquals', ['a'], ['a'], false, 'a list under a plain operator'],
  ['StringNotEquals', ['b'], ['a'], false, 'a list under a plain negated operator'],
  ['StringEqualsIfExists', ['a'], ['a'], false, 'a list under a plain operator with IfExists'],
];

describe('set operators', () => {
  test.each(rows.map((row) => ({ row, why: row[4], text: JSON.stringify(row.slice(0, 4)) })))(
    '$why $text',
    ({ row: [operator, policy, request, holds] }) => {
      expectCondition({ operator, key: 'aws:TagKeys', policy, request, holds });
    },
  );
});
