// Bool and BinaryEquals. Null asks for presence, not for a value: condition.ts answers it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
import { type Operand, resolveText } from '../template.ts';
import { type Comparison, type Operator, operator, typed } from './operator.ts';

const Bool = operator('Bool', bool, { variables: true });
const BinaryEquals = operator(
  'BinaryEquals',
  typed(
    (text) => text,
    (actual, operand) => actual === operand,
  ),
  { variables: false },
);

/** Bool and BinaryEquals. */
export const otherOperators: readonly Operator[] = [Bool, BinaryEquals];

/** Reads `true` or `false`, in any case; undefined for anything else. */
export function readBool(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

function bool(operands: readonly Operand[]): Comparison {
  return (actual, lookup) => {
    const value = readBool(actual);
    if (value === undefined) return undefined;
    let answer: boolean | undefined = false;
    for (const operand of operands) {
      const text = resolveText(operand, lookup);
      const wanted = text === undefined ? undefined : readBool(text);
      if (wanted === value) return true;
      if (wanted === undefined) answer = undefined;
    }
    return answer;
  };
}
