// All rules, in the order of their codes.
import type { Rule } from './rule.ts';
import g02UnknownElement from './rules/g02-unknown-element.ts';
import k14CreateGrantEscalation from './rules/k14-create-grant-escalation.ts';

/** The rules. */
export const rules: readonly Rule[] = [g02UnknownElement, k14CreateGrantEscalation];

/** Finds a rule by its id, or by its code alone: `K14`. */
export function findRule(name: string): Rule | undefined {
  const wanted = name.toLowerCase();
  return rules.find(
    ({ id }) => id.toLowerCase() === wanted || id.split('-')[0]?.toLowerCase() === wanted,
  );
}
