// NumericEquals … NumericGreaterThanEquals: integers and decimals; text that is not wholly a number has no answer.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
import { not, type Operator, operator, typed } from './operator.ts';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a number, or undefined for anything else: `12abc` is not 12. */
export function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

const NumericEquals = numeric('NumericEquals', (actual, operand) => actual === operand);

/** The six numeric operators. */
export const numberOperators: readonly Operator[] = [
  NumericEquals,
  not('NumericNotEquals', NumericEquals),
  numeric('NumericLessThan', (actual, operand) => actual < operand),
  numeric('NumericLessThanEquals', (actual, operand) => actual <= operand),
  numeric('NumericGreaterThan', (actual, operand) => actual > operand),
  numeric('NumericGreaterThanEquals', (actual, operand) => actual >= operand),
];

function numeric(name: string, matches: (actual: number, operand: number) => boolean): Operator {
  return operator(name, typed(readNumber, matches), { variables: false });
}
