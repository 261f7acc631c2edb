// StringEquals … StringNotLike. Case counts, but in …IgnoreCase; wildcards work only in …Like.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
import { compileGlob, compileTokens, type TextTest } from '../glob.ts';
import { type Operand, resolveText, resolveTokens } from '../template.ts';
import { type Comparison, not, type Operator, operator } from './operator.ts';

/** Up to here a list is walked; beyond, it is looked up. */
const SMALL = 4;

const equals = equality((text) => text);
const equalsIgnoreCase = equality((text) => text.toLowerCase());

const StringEquals = operator('StringEquals', equals, { variables: true });
const StringEqualsIgnoreCase = operator('StringEqualsIgnoreCase', equalsIgnoreCase, {
  variables: true,
});
const StringLike = operator('StringLike', like, { variables: true, wildcards: true });

/** The six string operators. */
export const stringOperators: readonly Operator[] = [
  StringEquals,
  not('StringNotEquals', StringEquals),
  StringEqualsIgnoreCase,
  not('StringNotEqualsIgnoreCase', StringEqualsIgnoreCase),
  StringLike,
  not('StringNotLike', StringLike),
];

function equality(fold: (text: string) => string): Operator['compile'] {
  return (operands) => {
    const constants = operands.filter((operand) => typeof operand === 'string').map(fold);
    const templates = operands.filter((operand) => typeof operand !== 'string');
    const constant = constantTest(constants);
    if (templates.length === 0) return (actual) => constant(fold(actual));
    return (actual, lookup) => {
      const folded = fold(actual);
      if (constant(folded)) return true;
      return templates.some((template) => {
        const text = resolveText(template, lookup);
        return text !== undefined && fold(text) === folded;
      });
    };
  };
}

function constantTest(constants: readonly string[]): TextTest {
  if (constants.length === 1) {
    const [only] = constants;
    return (text) => text === only;
  }
  if (constants.length <= SMALL) return (text) => constants.includes(text);
  const set = new Set(constants);
  return (text) => set.has(text);
}

function like(operands: readonly Operand[]): Comparison {
  const tests = operands.filter((operand) => typeof operand === 'string').map(compileGlob);
  const templates = operands.filter((operand) => typeof operand !== 'string');
  return (actual, lookup) =>
    tests.some((test) => test(actual)) ||
    templates.some((template) => {
      const tokens = resolveTokens(template, lookup);
      return tokens !== undefined && compileTokens(tokens)(actual);
    });
}
