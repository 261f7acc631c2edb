// The patterns of a statement whichever way they are turned: Action and NotAction, Resource and NotResource,
// and the values of its conditions.
import type { ConditionClause, Statement, Written } from '../model/policy.ts';
import { operatorOf } from './condition-facts.ts';

/** The patterns of Action or NotAction. */
export function everyAction({ clauses }: Statement): readonly Written[] {
  return clauses.flatMap((clause) =>
    clause.kind === 'Action' || clause.kind === 'NotAction' ? clause.patterns : [],
  );
}

/** The patterns of Resource or NotResource. */
export function everyResource({ clauses }: Statement): readonly Written[] {
  return clauses.flatMap((clause) =>
    clause.kind === 'Resource' || clause.kind === 'NotResource' ? clause.patterns : [],
  );
}

/** A value that a condition compares as text. */
export interface TextValue extends Written {
  /** Whether it holds wildcards that its operator knows. */
  readonly wild: boolean;
}

/** The values that a condition compares as texts or ARNs, without those that hold variables. */
export function textValuesOf(clause: ConditionClause): readonly TextValue[] {
  const row = operatorOf(clause)?.row;
  if (row?.family !== 'String' && row?.family !== 'Arn') return [];
  return clause.values
    .filter(({ value }) => !value.includes('${'))
    .map((written) => ({ ...written, wild: row.wildcards && /[*?]/.test(written.value) }));
}

/** Whether a text has wildcards. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}
