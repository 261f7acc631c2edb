// The parts of a statement by their names, as rules look at them.

import { kmsActions } from '../catalog/kms-actions.ts';
import { compileGlob } from '../engine/glob.ts';
import { asciiLower } from '../model/ascii.ts';
import type {
  ActionClause,
  ConditionClause,
  PrincipalClause,
  PrincipalPattern,
  ResourceClause,
  Statement,
} from '../model/policy.ts';

/** The clauses by the element that they are of. */
interface ClauseByElement {
  readonly Principal: PrincipalClause;
  readonly NotPrincipal: PrincipalClause;
  readonly Action: ActionClause;
  readonly NotAction: ActionClause;
  readonly Resource: ResourceClause;
  readonly NotResource: ResourceClause;
}

/** The clause of one element. */
export function clauseOf<K extends keyof ClauseByElement>(
  { clauses }: Statement,
  element: K,
): ClauseByElement[K] | undefined {
  return clauses.find(({ kind }) => kind === element) as ClauseByElement[K] | undefined;
}

/** The conditions of a statement. */
export function conditionsOf({ clauses }: Statement): readonly ConditionClause[] {
  return clauses.filter((clause) => clause.kind === 'Condition');
}

/** The entries of Principal, none for NotPrincipal. */
export function principalsOf(statement: Statement): readonly PrincipalPattern[] {
  return clauseOf(statement, 'Principal')?.principals ?? [];
}

/** The action patterns as written. */
export function actionPatternsOf(
  statement: Statement,
): readonly ActionClause['patterns'][number][] {
  return clauseOf(statement, 'Action')?.patterns ?? [];
}

/** The resource patterns as written. */
export function resourcePatternsOf(
  statement: Statement,
): readonly ResourceClause['patterns'][number][] {
  return clauseOf(statement, 'Resource')?.patterns ?? [];
}

/** The names of the KMS actions that an action pattern matches, without `kms:`. */
export function kmsActionsOf(pattern: string): readonly string[] {
  const known = actionsOfPattern.get(pattern);
  if (known) return known;
  const matches = compileGlob(asciiLower(pattern));
  const found = lowered.filter(({ lower }) => matches(lower)).map(({ name }) => name);
  if (actionsOfPattern.size >= KEPT) actionsOfPattern.clear();
  actionsOfPattern.set(pattern, found);
  return found;
}

const lowered = kmsActions.map(({ name }) => ({ name, lower: asciiLower(`kms:${name}`) }));

// The same few patterns are asked about by every rule.
const actionsOfPattern = new Map<string, readonly string[]>();
const KEPT = 1024;

/** The names of the KMS actions that a statement speaks of, NotAction turned round. */
export function kmsActionsIn(statement: Statement): readonly string[] {
  const positive = clauseOf(statement, 'Action');
  if (positive) return [...new Set(positive.patterns.flatMap(({ value }) => kmsActionsOf(value)))];
  const negative = clauseOf(statement, 'NotAction');
  if (!negative) return [];
  const excluded = new Set(negative.patterns.flatMap(({ value }) => kmsActionsOf(value)));
  return kmsActions.map(({ name }) => name).filter((name) => !excluded.has(name));
}

/** The name that messages give a statement: its Sid, or its place counted from 1. */
export function statementName({ sid, index }: Statement): string {
  return sid === undefined || sid === '' ? `statement ${index + 1}` : `statement \`${sid}\``;
}

/** Whether a statement has a part that is not known, and what it depends on. */
export function unknownsOf({ clauses }: Statement): readonly string[] {
  return clauses.flatMap(({ unknown }) => unknown ?? []);
}
