// ArnEquals and ArnLike are the same, and so are their negations: six components, wildcards in each.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
import { compileArnPattern, splitArn } from '../arn-pattern.ts';
import type { Operand } from '../template.ts';
import { type Comparison, not, type Operator, operator } from './operator.ts';

const ArnEquals = operator('ArnEquals', arnLike, { variables: true, wildcards: true });
const ArnLike = operator('ArnLike', arnLike, { variables: true, wildcards: true });

/** The four ARN operators. */
export const arnOperators: readonly Operator[] = [
  ArnEquals,
  ArnLike,
  not('ArnNotEquals', ArnEquals),
  not('ArnNotLike', ArnLike),
];

/** A value that is no ARN is like none. */
function arnLike(operands: readonly Operand[]): Comparison {
  const tests = operands.map(compileArnPattern);
  return (actual, lookup) => {
    const components = splitArn(actual);
    if (components === undefined) return false;
    let answer: boolean | undefined = false;
    for (const test of tests) {
      const matched = test(components, lookup);
      if (matched === true) return true;
      if (matched === undefined) answer = undefined;
    }
    return answer;
  };
}
