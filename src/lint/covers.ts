// Whether one statement speaks of everything that another speaks of. `true` is a proof; `false` is none.
import { compileGlob, hasWildcard } from '../engine/glob.ts';
import type { Clause, ConditionClause, Statement, Written } from '../model/policy.ts';
import { operatorOf } from './condition-facts.ts';
import { clauseOf, conditionsOf, principalsOf } from './statement-parts.ts';

/** Whether every text that `narrow` matches, `wide` matches too. */
export function coversPattern(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  if (!hasWildcard(wide) || narrow.includes('${') || wide.includes('${')) return false;
  // `?` stands for one character, of which a `*` in the other is not one.
  if (wide.includes('?') && narrow.includes('*')) return false;
  return compileGlob(wide)(narrow);
}

/** Whether a statement speaks of everything of another. The principals must be the same entries, or everyone. */
export function coversStatement(wide: Statement, narrow: Statement): boolean {
  return (
    [...wide.clauses, ...narrow.clauses].every(({ unknown }) => unknown === undefined) &&
    coversElement(wide, narrow, 'Action', (text) => text.toLowerCase()) &&
    coversElement(wide, narrow, 'Resource', (text) => text) &&
    coversPrincipals(wide, narrow) &&
    conditionsOf(wide).every((clause) => conditionsOf(narrow).some((one) => isSame(clause, one)))
  );
}

function coversElement(
  wide: Statement,
  narrow: Statement,
  element: 'Action' | 'Resource',
  fold: (text: string) => string,
): boolean {
  const [outer, inner] = [clauseOf(wide, element), clauseOf(narrow, element)];
  const negated = element === 'Action' ? 'NotAction' : 'NotResource';
  if (!outer || !inner) {
    return (
      !outer && !inner && textOf(clauseOf(wide, negated)) === textOf(clauseOf(narrow, negated))
    );
  }
  return inner.patterns.every(({ value }) =>
    outer.patterns.some((pattern) => coversPattern(fold(pattern.value), fold(value))),
  );
}

function coversPrincipals(wide: Statement, narrow: Statement): boolean {
  if (clauseOf(wide, 'NotPrincipal') ?? clauseOf(narrow, 'NotPrincipal')) {
    return textOf(clauseOf(wide, 'NotPrincipal')) === textOf(clauseOf(narrow, 'NotPrincipal'));
  }
  const [outer, inner] = [principalsOf(wide), principalsOf(narrow)];
  const isForAll = outer.some(({ kind }) => kind === 'everyone');
  // A Deny does not ask how it names somebody; an Allow for everyone is limited by less than one for a role.
  if (isForAll && wide.effect === 'Deny') return true;
  return inner.every((entry) =>
    outer.some(({ kind, value }) => kind === entry.kind && value === entry.value),
  );
}

/** Whether two conditions are the same, but for values that only widen the first. */
function isSame(wide: ConditionClause, narrow: ConditionClause): boolean {
  if (wide.operator !== narrow.operator) return false;
  if (wide.key.toLowerCase() !== narrow.key.toLowerCase()) return false;
  const has = (values: readonly Written[], value: string) =>
    values.some((one) => one.value === value);
  const [more, less] = operatorOf(wide)?.row.negated ? [narrow, wide] : [wide, narrow];
  return less.values.every(({ value }) => has(more.values, value));
}

/** A clause as a text that does not hang on the order of its values. */
export function textOf(clause: Clause | undefined): string {
  if (!clause) return '';
  if (clause.unknown !== undefined) return `unknown ${clause.unknown}`;
  switch (clause.kind) {
    case 'Principal':
    case 'NotPrincipal':
      return `${clause.kind} ${texts(clause.principals.map(({ kind, value }) => `${kind} ${value}`))}`;
    case 'Condition':
      return `${clause.operator} ${clause.key.toLowerCase()} ${texts(clause.values.map(({ value }) => value))}`;
    default:
      return `${clause.kind} ${texts(clause.patterns.map(({ value }) => value))}`;
  }
}

function texts(values: readonly string[]): string {
  return JSON.stringify([...new Set(values)].sort());
}
