// Finds rules by their names.
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';

/** Finds a rule by its id, or by its code alone: `K14`. */
export function findRule(name: string): Rule | undefined {
  const wanted = name.toLowerCase();
  return rules.find(({ id }) => {
    const lower = id.toLowerCase();
    return lower === wanted || lower.split('-')[0] === wanted;
  });
}
