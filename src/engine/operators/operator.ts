// The shape of a condition operator: a row that says how one request value meets the policy's values.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import type { Lookup, Operand } from '../template.ts';

/**
 * Compares one value of the request with all the policy's values: whether one of them matches, or
 * undefined when a side cannot be read as the operator's type.
 */
export type Comparison = (actual: string, lookup: Lookup) => boolean | undefined;

/** One condition operator. A `negated` one holds when its comparison finds no match. */
export interface Operator {
  readonly name: string;
  readonly negated: boolean;
  /** Whether policy variables work in its values. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards in its values. */
  readonly wildcards: boolean;
  readonly compile: (operands: readonly Operand[]) => Comparison;
}

/** A row for an operator that holds on a match. */
export function operator(
  name: string,
  compile: Operator['compile'],
  options: { readonly variables: boolean; readonly wildcards?: boolean },
): Operator {
  return {
    name,
    negated: false,
    variables: options.variables,
    wildcards: options.wildcards ?? false,
    compile,
  };
}

/** The row of the operator that holds exactly when `of` finds no match. */
export function not(name: string, of: Operator): Operator {
  return { ...of, name, negated: true };
}

/**
 * A comparison of typed values: `read` gives undefined for what is not of the type. A policy value that
 * cannot be read matches nothing; without another match the comparison then has no answer.
 */
export function typed<Value>(
  read: (text: string) => Value | undefined,
  matches: (actual: Value, operand: Value) => boolean,
): Operator['compile'] {
  return (operands) => {
    const values = operands.map((operand) =>
      typeof operand === 'string' ? read(operand) : undefined,
    );
    const readable = values.filter((value) => value !== undefined);
    const otherwise = readable.length === values.length ? false : undefined;
    return (actual) => {
      const value = read(actual);
      if (value === undefined) return undefined;
      return readable.some((operand) => matches(value, operand)) ? true : otherwise;
    };
  };
}
