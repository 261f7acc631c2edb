// Reads the name of a condition operator: an optional set prefix, the operator, an optional IfExists.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { type OperatorName as OperatorRow, operatorNames } from '../catalog/operators.ts';
import { didYouMean } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';

/** An operator as it is written. */
export interface OperatorName {
  readonly row: OperatorRow;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  readonly fault?: undefined;
}

/** Why a text is no operator. */
export interface OperatorFault {
  readonly code: string;
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
}

const sets = ['ForAllValues', 'ForAnyValue'] as const;
const byName = new Map(operatorNames.map((row) => [row.name, row]));

/** Reads an operator; the case of every part counts. */
export function readOperatorName(text: string): OperatorName | { readonly fault: OperatorFault } {
  const colon = text.indexOf(':');
  const prefix = colon < 0 ? undefined : text.slice(0, colon);
  const set = sets.find((name) => name === prefix);
  if (prefix !== undefined && set === undefined) return { fault: unknownSet(text, prefix) };
  const rest = text.slice(colon + 1);
  const ifExists = rest.endsWith('IfExists') && rest !== 'IfExists';
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const row = byName.get(name);
  if (row === undefined) return { fault: unknownOperator(text, rest) };
  if (row.name === 'Null' && (ifExists || set !== undefined)) return { fault: plainNull(text) };
  return { row, ifExists, ...(set === undefined ? {} : { set }) };
}

function unknownSet(text: string, prefix: string): OperatorFault {
  const near = didYouMean(prefix, sets);
  return {
    code: 'unknown-operator',
    message: `${quoted(text)} is not a condition operator${near === undefined ? '' : `; did you mean ${quoted(near + text.slice(prefix.length))}?`}`,
    why: 'what may stand before the colon is `ForAllValues` or `ForAnyValue`, in exactly this case',
    ...(near === undefined ? { remedy: 'write `ForAnyValue:StringEquals`, say' } : {}),
  };
}

/** The words that people expect, and the operators that say it. */
const otherWords: Readonly<Record<string, string>> = {
  equals: 'StringEquals',
  like: 'StringLike',
  notequals: 'StringNotEquals',
  numericgreaterthanorequals: 'NumericGreaterThanEquals',
  numericlessthanorequals: 'NumericLessThanEquals',
  dategreaterthanorequals: 'DateGreaterThanEquals',
  datelessthanorequals: 'DateLessThanEquals',
  boolequals: 'Bool',
  notnull: 'Null',
  arnnotlikes: 'ArnNotLike',
  cidr: 'IpAddress',
};

const families =
  'the operators are `String…`, `Numeric…`, `Date…` and `Arn…` with `Equals`, `Like` or a comparison, and `Bool`, `BinaryEquals`, `IpAddress`, `NotIpAddress`, `Null`';

function unknownOperator(text: string, rest: string): OperatorFault {
  const suffix = /ifexists$/i.exec(rest)?.[0] ?? '';
  const name = rest.slice(0, rest.length - suffix.length);
  const near =
    otherWords[name.toLowerCase()] ?? (byName.has(name) ? name : didYouMean(name, byName.keys()));
  const whole =
    near &&
    `${text.slice(0, text.length - rest.length)}${near}${suffix === '' || near === 'Null' ? '' : 'IfExists'}`;
  const caseOnly = whole !== undefined && whole.toLowerCase() === text.toLowerCase();
  return {
    code: 'unknown-operator',
    message: `${quoted(text)} is not a condition operator${whole === undefined ? '' : `; did you mean ${quoted(whole)}?`}`,
    why: caseOnly
      ? 'the names of operators are case-sensitive'
      : 'AWS refuses a document with an operator that it does not know',
    ...(whole === undefined ? { remedy: families } : {}),
  };
}

function plainNull(text: string): OperatorFault {
  return {
    code: 'operator-modifier',
    message: `${quoted(text)} is not a condition operator: \`Null\` takes neither a set prefix nor \`IfExists\``,
    why: '`Null` already asks whether the key is there',
    remedy: 'write `"Null"`, with `"true"` for absent and `"false"` for present',
  };
}
