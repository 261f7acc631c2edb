// One operator and key of a Condition: missing keys, IfExists, set operators, and the comparison itself.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html

import { assert } from '../model/assert.ts';
import type { ConditionClause, PolicyVersion } from '../model/policy.ts';
import { assume } from './assume.ts';
import type { Call, CompiledCondition, PerSet, Slots } from './compiled.ts';
import { literally, textAt, valueAt } from './context.ts';
import type { Operator } from './operators/operator.ts';
import { readBool } from './operators/others.ts';
import { readOperator, type WrittenOperator } from './operators/table.ts';
import { mayHaveVariables, parseTemplate } from './template.ts';

/** Compiles one operator and key of a Condition, for any set to put the key into a slot of its own. */
export function compileCondition(
  clause: ConditionClause,
  version: PolicyVersion,
): PerSet<CompiledCondition> {
  const written = readOperator(clause.operator);
  assert(written !== undefined, `the parser let the operator ${clause.operator} through`);
  const test = testIn(written, clause, version);
  return (slots) => {
    const slot = slots.slotOf(clause.key);
    return { slot, test: test(slots, slot) };
  };
}

/** Makes the test of a condition whose key has the given slot. */
type TestIn = (slots: Slots, slot: number) => CompiledCondition['test'];

function testIn(
  { operator, set, ifExists }: WrittenOperator,
  clause: ConditionClause,
  version: PolicyVersion,
): TestIn {
  if (operator === undefined) return nullTest(clause);
  const holdsIn = valueTest(operator, clause, version);
  if (set === 'ForAllValues') return (slots, slot) => forAllValues(slot, holdsIn(slots));
  if (set === 'ForAnyValue') return (slots, slot) => forAnyValue(slot, holdsIn(slots), ifExists);
  const whenAbsent = ifExists || operator.negated;
  return (slots, slot) => single(slot, holdsIn(slots), whenAbsent);
}

/** Whether one value of the request satisfies the operator. */
type ValueTest = (call: Call, value: string) => boolean;

function valueTest(
  operator: Operator,
  clause: ConditionClause,
  version: PolicyVersion,
): PerSet<ValueTest> {
  const values = clause.values.map(({ value }) => value);
  const { negated } = operator;
  if (!operator.variables || !values.some((value) => mayHaveVariables(value, version))) {
    const compare = operator.compile(values);
    const holds: ValueTest = (call, value) => verdict(call, compare(value, noVariables), negated);
    return () => holds;
  }
  return (slots) => {
    const operands = values.map((value) => parseTemplate(value, version, slots.slotOf));
    const compare = operator.compile(operands);
    return (call, value) => {
      const lookup = operator.wildcards ? literally(call) : (slot: number) => textAt(call, slot);
      return verdict(call, compare(value, lookup), negated);
    };
  };
}

function verdict(call: Call, matched: boolean | undefined, negated: boolean): boolean {
  if (matched === undefined) {
    assume(call, 'conversion-failure');
    return false;
  }
  return matched !== negated;
}

function noVariables(): undefined {
  return undefined;
}

function single(slot: number, holds: ValueTest, whenAbsent: boolean): CompiledCondition['test'] {
  return (call) => {
    const value = valueAt(call, slot);
    if (typeof value === 'string') return holds(call, value);
    if (value === undefined) return whenAbsent;
    if (typeof value !== 'object') return holds(call, String(value));
    if (value.length === 0) return whenAbsent;
    assume(call, 'multivalued-under-plain-operator');
    return false;
  };
}

/** True without values: an absent key, an empty list, and an empty string, which AWS calls a null data set. */
function forAllValues(slot: number, holds: ValueTest): CompiledCondition['test'] {
  return (call) => {
    const value = valueAt(call, slot);
    if (value === undefined || value === '') return true;
    if (typeof value !== 'object') return holds(call, String(value));
    if (value.length === 1 && value[0] === '') return true;
    return value.every((item) => holds(call, String(item)));
  };
}

function forAnyValue(slot: number, holds: ValueTest, ifExists: boolean): CompiledCondition['test'] {
  return (call) => {
    const value = valueAt(call, slot);
    if (value === undefined || (typeof value === 'object' && value.length === 0)) {
      if (ifExists) assume(call, 'set-operator-if-exists');
      return ifExists;
    }
    if (typeof value !== 'object') return holds(call, String(value));
    return value.some((item) => holds(call, String(item)));
  };
}

function nullTest(clause: ConditionClause): TestIn {
  const wanted = clause.values.map(({ value }) => readBool(value));
  return (_, slot) => (call) => {
    const value = valueAt(call, slot);
    const absent = value === undefined || (typeof value === 'object' && value.length === 0);
    return wanted.includes(absent);
  };
}
