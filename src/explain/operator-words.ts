// What each family of condition operators says of a value, in words.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

/** An operator as written, taken apart: `ForAllValues:StringNotLikeIfExists`. */
export interface OperatorParts {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  /** The positive operator in lower case: `stringlike`. */
  readonly base: string;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

/** How a value relates to the policy's values when the positive operator is true, and when not. */
export interface OperatorWords {
  readonly family: 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';
  readonly yes: string;
  readonly no: string;
  /** What a request should send, before the values: "less than". Empty: the value itself. */
  readonly wanted: string;
  /** What a request should send for the opposite: "at least". */
  readonly unwanted: string;
}

const equal = { yes: '', no: 'not', wanted: '', unwanted: 'other than' };
const like = {
  yes: 'which matches',
  no: 'which does not match',
  wanted: 'a value that matches',
  unwanted: 'a value that does not match',
};
const compare = (words: string, unwanted: string) => ({
  yes: words,
  no: `not ${words}`,
  wanted: words,
  unwanted,
});

const rows: Readonly<Record<string, OperatorWords>> = {
  stringequals: { family: 'string', ...equal },
  stringequalsignorecase: { family: 'string', ...equal },
  stringlike: { family: 'string', ...like },
  numericequals: { family: 'numeric', ...equal },
  numericlessthan: { family: 'numeric', ...compare('less than', 'at least') },
  numericlessthanequals: { family: 'numeric', ...compare('at most', 'greater than') },
  numericgreaterthan: { family: 'numeric', ...compare('greater than', 'at most') },
  numericgreaterthanequals: { family: 'numeric', ...compare('at least', 'less than') },
  dateequals: { family: 'date', ...equal },
  datelessthan: { family: 'date', ...compare('before', 'at or after') },
  datelessthanequals: { family: 'date', ...compare('at or before', 'after') },
  dategreaterthan: { family: 'date', ...compare('after', 'at or before') },
  dategreaterthanequals: { family: 'date', ...compare('at or after', 'before') },
  bool: { family: 'bool', ...equal },
  binaryequals: { family: 'binary', ...equal },
  ipaddress: {
    family: 'ip',
    yes: 'inside',
    no: 'outside',
    wanted: 'an address inside',
    unwanted: 'an address outside',
  },
  arnequals: { family: 'arn', ...like },
  arnlike: { family: 'arn', ...like },
  null: { family: 'null', yes: '', no: '', wanted: '', unwanted: '' },
};

/** Takes an operator apart. Any case, since the parser decides what is an operator. */
export function operatorParts(written: string): OperatorParts {
  let rest = written.toLowerCase();
  const set = rest.startsWith('forallvalues:')
    ? 'ForAllValues'
    : rest.startsWith('foranyvalue:')
      ? 'ForAnyValue'
      : undefined;
  if (set !== undefined) rest = rest.slice(rest.indexOf(':') + 1);
  const ifExists = rest.endsWith('ifexists');
  if (ifExists) rest = rest.slice(0, -'ifexists'.length);
  const negated = rest.includes('not');
  const base = rest.replace('not', '');
  return { ...(set === undefined ? {} : { set }), base, negated, ifExists };
}

/** The words of a positive operator in lower case. */
export function operatorWords(base: string): OperatorWords {
  return rows[base] ?? { family: 'string', ...equal };
}
