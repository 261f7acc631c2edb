// Statements of identity policies that are about too much: shared by the rules of best practice.
import { compileGlob } from '../engine/glob.ts';
import type { Statement, Written } from '../model/policy.ts';
import { actionPatternsOf, conditionsOf, resourcePatternsOf } from './statement-parts.ts';

/** The pattern of an Allow that matches an action. */
export function patternFor(statement: Statement, action: string): Written | undefined {
  if (statement.effect === 'Deny') return undefined;
  return actionPatternsOf(statement).find(({ value }) =>
    compileGlob(value.toLowerCase())(action.toLowerCase()),
  );
}

/** The resource pattern that leaves the last part of the ARN open: `*`, `arn:aws:iam::*:role/*`. */
export function openResource(statement: Statement, type: string): Written | undefined {
  return resourcePatternsOf(statement).find(
    ({ value }) =>
      value === '*' || new RegExp(`^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:${type}/)?\\*$`).test(value),
  );
}

/** Whether a statement allows all actions on everything, without a condition. */
export function isAdministrator(statement: Statement): boolean {
  const everything = ({ value }: Written) => /^\*+$/.test(value);
  return (
    statement.effect === 'Allow' &&
    actionPatternsOf(statement).some(({ value }) => /^\*+(?::\*+)?$/.test(value)) &&
    resourcePatternsOf(statement).some(everything) &&
    conditionsOf(statement).length === 0
  );
}

/** Whether a condition on the key is among those of a statement. */
export function hasCondition(statement: Statement, key: string): boolean {
  return conditionsOf(statement).some((clause) => clause.key.toLowerCase() === key.toLowerCase());
}
