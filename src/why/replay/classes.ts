// Values that no policy tells apart are one class: all addresses of a range, all times between two dates, all
// object names that no pattern matches. A value's class is what the conditions on its key answer to it.

import type { Comparison } from '../../engine/operators/operator.ts';
import { readOperator } from '../../engine/operators/table.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { Clause, Policy } from '../../model/policy.ts';
import type { World } from '../../world/world.ts';
import { keysOf } from '../call/keys-read.ts';
import { flatMemo } from './flat.ts';
import { policiesOf } from './policies.ts';
import { type Compared, stretchesOf } from './ranges.ts';

/** The class of a context key's value: a text that is equal for values that no condition tells apart. */
export type ClassOf = (value: string) => string;

/** With more conditions on one key than this, each of its values is a class of its own. */
const MAX_CONDITIONS = 64;

/** How many values of one key are remembered with their classes. */
const VALUES = 20_000;

/** Works out the classes of a context key (in lower case) for all policies of some worlds. */
export function createClasses(worlds: readonly World[]): (key: string) => ClassOf {
  const uses = usesOf(worlds);
  const made = new Map<string, ClassOf>();
  return (key) => {
    let classOf = made.get(key);
    if (classOf === undefined) {
      classOf = classesOf(uses.get(key));
      made.set(key, classOf);
    }
    return classOf;
  };
}

/** How policies use a key: its conditions by their text; undefined where a value itself matters. */
type Uses = ReadonlyMap<string, Use> | undefined;

interface Use extends Compared {
  readonly compare: Comparison;
}

function classesOf(comparisons: Uses): ClassOf {
  if (comparisons === undefined || comparisons.size > MAX_CONDITIONS) return (value) => `=${value}`;
  const all = [...comparisons.values()];
  const stretchOf = stretchesOf(all);
  const byAnswers = flatMemo(VALUES, (value) => {
    // ForAllValues takes an empty text for no value.
    let name = value === '' ? 'e' : '';
    for (const { compare } of all) name += answers[String(compare(value, noVariables))];
    return name;
  });
  if (stretchOf === undefined) return byAnswers;
  return (value) => {
    const stretch = stretchOf(value);
    return stretch === undefined ? byAnswers(value) : nameOf(stretch);
  };
}

/** The names of stretches: there are at most two more than conditions have values. */
const names: string[] = [];

function nameOf(stretch: number): string {
  names[stretch] ??= `s${stretch}`;
  return names[stretch];
}

const answers: Readonly<Record<string, string>> = { true: '1', false: '0', undefined: '?' };

function noVariables(): undefined {
  return undefined;
}

function usesOf(worlds: readonly World[]): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Map<string, Use> | undefined>();
  for (const world of worlds) {
    for (const policy of policiesOf(world)) {
      for (const { clauses } of policy.statements) {
        for (const clause of clauses) addUses(clause, policy, uses);
      }
    }
  }
  return uses;
}

function addUses(clause: Clause, policy: Policy, uses: Map<string, Map<string, Use> | undefined>) {
  const keys = keysOf(clause, policy);
  // A variable's value goes into a pattern, so it matters as it is; so does what is compared with it.
  const exact = clause.kind === 'Condition' && keys.length === 1 ? [] : keys;
  for (const key of exact) uses.set(key, undefined);
  if (clause.kind !== 'Condition' || keys.length > 1) return;
  const key = asciiLower(clause.key);
  if (uses.has(key) && uses.get(key) === undefined) return;
  const operator = readOperator(clause.operator)?.operator;
  const comparisons = uses.get(key) ?? new Map<string, Use>();
  uses.set(key, comparisons);
  if (operator === undefined) return;
  const values = clause.values.map(({ value }) => value);
  const id = JSON.stringify([operator.name, policy.version, ...values]);
  // Escapes such as `${*}` name no key and yet are no plain text.
  if (values.some((value) => value.includes('${'))) uses.set(key, undefined);
  else if (!comparisons.has(id)) {
    comparisons.set(id, { operator: operator.name, values, compare: operator.compile(values) });
  }
}
