// One line of a Condition: an operator, a key, and the values that the policy lists.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
import type { ContextMap } from './context.ts';
import { operators } from './operators.ts';
import type { ConditionValue } from './shapes.ts';

/** Whether the line holds for this request. */
export function conditionHolds(
  written: string,
  key: string,
  values: ConditionValue[],
  context: ContextMap,
  variables: boolean,
): boolean {
  const { set, name, ifExists } = readOperator(written);
  const wanted = values.map(String);
  const actual = context.get(key.toLowerCase());
  if (name === 'Null') return nullHolds(wanted, actual === undefined);

  const operator = operators[name];
  if (operator === undefined) throw new Error(`the reference does not know ${written}`);
  if (actual === undefined) {
    // Assumption (set-operator-if-exists): IfExists makes a missing key true under ForAnyValue too.
    if (ifExists || set === 'ForAllValues') return true;
    // Without a value ForAnyValue is false, negated operators included.
    return set === 'ForAnyValue' ? false : operator.negated;
  }
  // Assumption (multivalued-under-plain-operator): a list under a plain operator never matches.
  if (Array.isArray(actual) && set === undefined) return false;

  const holdsFor = (value: string): boolean => {
    const answers = wanted.map((w) =>
      operator.compare(value, w, { context, variables, wildcards: false }),
    );
    if (!operator.negated) return answers.includes(true);
    // Assumption (conversion-failure): what cannot be compared does not match, even when negated.
    return answers.every((answer) => answer === false);
  };
  const items = (Array.isArray(actual) ? actual : [actual]).map(String);
  if (set === 'ForAllValues') {
    // An empty string counts as no value at all here.
    return items.every((item) => item === '') || items.every(holdsFor);
  }
  return items.some(holdsFor);
}

function readOperator(written: string): { set?: string; name: string; ifExists: boolean } {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(written)!;
  const read = { name: parts[2]!, ifExists: parts[3] !== undefined };
  return parts[1] === undefined ? read : { ...read, set: parts[1] };
}

// Null "true": the key is absent. Null "false": it is there.
function nullHolds(wanted: string[], absent: boolean): boolean {
  return wanted.some((value) => value.toLowerCase() === String(absent));
}
