// The condition operators: one comparison of one request value with one policy value.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import type { Token } from './glob.ts';
import { globMatches } from './glob.ts';
import { rangeHolds, readAddress, readDate, readNumber, readRange } from './values.ts';
import type { Reading } from './variables.ts';
import { fillIn } from './variables.ts';

/** `broken`: one of the two values is not of the operator's type. */
export type Comparison = boolean | 'broken';

/** Compares the request's value with the policy's. */
export type Compare = (actual: string, wanted: string, reading: Reading) => Comparison;

interface Operator {
  compare: Compare;
  negated: boolean;
}

/** Every operator but Null, by its name. */
export const operators: Record<string, Operator> = {
  ...pair(
    'StringEquals',
    'StringNotEquals',
    text((a, b) => a === b),
  ),
  ...pair(
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    text((a, b) => a.toLowerCase() === b.toLowerCase()),
  ),
  ...pair('StringLike', 'StringNotLike', like),
  ...pair(
    'NumericEquals',
    'NumericNotEquals',
    measured(readNumber, (a, b) => a === b),
  ),
  ...one(
    'NumericLessThan',
    measured(readNumber, (a, b) => a < b),
  ),
  ...one(
    'NumericLessThanEquals',
    measured(readNumber, (a, b) => a <= b),
  ),
  ...one(
    'NumericGreaterThan',
    measured(readNumber, (a, b) => a > b),
  ),
  ...one(
    'NumericGreaterThanEquals',
    measured(readNumber, (a, b) => a >= b),
  ),
  ...pair(
    'DateEquals',
    'DateNotEquals',
    measured(readDate, (a, b) => a === b),
  ),
  ...one(
    'DateLessThan',
    measured(readDate, (a, b) => a < b),
  ),
  ...one(
    'DateLessThanEquals',
    measured(readDate, (a, b) => a <= b),
  ),
  ...one(
    'DateGreaterThan',
    measured(readDate, (a, b) => a > b),
  ),
  ...one(
    'DateGreaterThanEquals',
    measured(readDate, (a, b) => a >= b),
  ),
  ...one('Bool', bool),
  ...one('BinaryEquals', (actual, wanted) => actual === wanted),
  ...pair('IpAddress', 'NotIpAddress', inRange),
  ...pair('ArnEquals', 'ArnNotEquals', arnLike),
  ...pair('ArnLike', 'ArnNotLike', arnLike),
};

function one(name: string, compare: Compare): Record<string, Operator> {
  return { [name]: { compare, negated: false } };
}

function pair(positive: string, negative: string, compare: Compare): Record<string, Operator> {
  return { ...one(positive, compare), [negative]: { compare, negated: true } };
}

// An entry with a variable that has no value matches nothing, under positive and negated operators.
function text(same: (a: string, b: string) => boolean): Compare {
  return (actual, wanted, reading) => {
    const filled = fillIn(wanted, { ...reading, wildcards: false });
    return filled === undefined ? false : same(actual, filled.join(''));
  };
}

function like(actual: string, wanted: string, reading: Reading): Comparison {
  const pattern = fillIn(wanted, { ...reading, wildcards: true });
  return pattern === undefined ? false : globMatches(pattern, actual);
}

function measured(
  read: (text: string) => number | undefined,
  holds: (a: number, b: number) => boolean,
): Compare {
  return (actual, wanted) => {
    const a = read(actual);
    const b = read(wanted);
    return a === undefined || b === undefined ? 'broken' : holds(a, b);
  };
}

// The operators' page allows variables under Bool. The case of `true` is not documented: either.
function bool(actual: string, wanted: string, reading: Reading): Comparison {
  const filled = fillIn(wanted, { ...reading, wildcards: false });
  if (filled === undefined) return false;
  const a = actual.toLowerCase();
  const b = filled.join('').toLowerCase();
  return isBool(a) && isBool(b) ? a === b : 'broken';
}

function isBool(text: string): boolean {
  return text === 'true' || text === 'false';
}

function inRange(actual: string, wanted: string): Comparison {
  const address = readAddress(actual);
  const range = readRange(wanted);
  return address === undefined || range === undefined ? 'broken' : rangeHolds(range, address);
}

// ArnEquals and ArnLike are the same: the six parts of the ARN are matched one by one. A value that
// is no ARN is like none of them; a pattern without six parts is like no ARN, nor unlike one.
function arnLike(actual: string, wanted: string, reading: Reading): Comparison {
  const filled = fillIn(wanted, { ...reading, wildcards: true });
  if (filled === undefined) return false;
  const patterns = sixParts(filled);
  const parts = sixParts([...actual]);
  if (parts === undefined || !actual.startsWith('arn:')) return false;
  if (patterns === undefined) return 'broken';
  return patterns.every((pattern, index) => globMatches(pattern, parts[index]!.join('')));
}

function sixParts(tokens: Token[]): Token[][] | undefined {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.length === 6 ? parts : undefined;
}
