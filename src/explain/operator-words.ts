// What each condition operator says of a value, in words.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { type OperatorFamily, operatorNames } from '../catalog/operators.ts';

/** An operator as written, taken apart: `ForAllValues:StringNotLikeIfExists`. */
export interface OperatorParts {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly family: OperatorFamily;
  /** Whether policy variables work in its values. */
  readonly variables: boolean;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly words: OperatorWords;
}

/** How a value relates to the policy's values, by the positive twin of an operator. */
export interface OperatorWords {
  /** The twin is true: "inside". Empty: the value is one of the policy's. */
  readonly yes: string;
  /** The twin is false: "outside". */
  readonly no: string;
  /** What to send so that the twin is true: "an address inside". Empty: the policy's value itself. */
  readonly wanted: string;
  /** What to send so that it is false. */
  readonly unwanted: string;
}

/** Takes an operator apart. Any case, since the parser decides what is an operator. */
export function operatorParts(written: string): OperatorParts {
  const [, set, name = '', ifExists] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(written.toLowerCase()) ?? [];
  const row = operatorNames.find((operator) => operator.name.toLowerCase() === name);
  return {
    ...(set === undefined ? {} : { set: set === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue' }),
    family: row?.family ?? 'String',
    variables: row?.variables ?? false,
    negated: row?.negated ?? false,
    ifExists: ifExists !== undefined,
    words: words[name.replace('not', '')] ?? equal,
  };
}

/** An address without a prefix length is one address: nothing is inside it. */
export function wordedFor(parts: OperatorParts, values: readonly string[]): OperatorParts {
  const single = parts.family === 'IpAddress' && values.every((value) => !value.includes('/'));
  return single ? { ...parts, words: { ...equal, unwanted: 'an address other than' } } : parts;
}

const equal: OperatorWords = { yes: '', no: 'not', wanted: '', unwanted: 'other than' };
const like: OperatorWords = {
  yes: 'which matches',
  no: 'which does not match',
  wanted: 'a value that matches',
  unwanted: 'a value that does not match',
};

/** The words of operators whose positive twin does not ask for equality. */
const words: Readonly<Record<string, OperatorWords>> = {
  stringlike: like,
  arnequals: like,
  arnlike: like,
  numericlessthan: compare('less than', 'at least'),
  numericlessthanequals: compare('at most', 'greater than'),
  numericgreaterthan: compare('greater than', 'at most'),
  numericgreaterthanequals: compare('at least', 'less than'),
  datelessthan: compare('before', 'at or after'),
  datelessthanequals: compare('at or before', 'after'),
  dategreaterthan: compare('after', 'at or before'),
  dategreaterthanequals: compare('at or after', 'before'),
  ipaddress: {
    yes: 'inside',
    no: 'outside',
    wanted: 'an address inside',
    unwanted: 'an address outside',
  },
};

function compare(wanted: string, unwanted: string): OperatorWords {
  return { yes: wanted, no: `not ${wanted}`, wanted, unwanted };
}
