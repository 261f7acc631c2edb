// What can be said of a condition without a request: whether an absent key satisfies it, and whether any
// action of the statement can bring the key at all.
import { findConditionKey } from '../catalog/condition-keys.ts';
import { findKmsAction } from '../catalog/kms-actions.ts';
import type { ConditionClause, Statement } from '../model/policy.ts';
import { type OperatorName, readOperatorName } from '../policy/operator-name.ts';
import { actionPatternsOf, kmsActionsIn } from './statement-parts.ts';

/** The operator of a condition; undefined where it is none. */
export function operatorOf({ operator }: ConditionClause): OperatorName | undefined {
  const name = readOperatorName(operator);
  return name.fault === undefined ? name : undefined;
}

/** Whether a condition holds for a request without its key. */
export function holdsWithoutKey(clause: ConditionClause): boolean {
  const name = operatorOf(clause);
  if (!name) return false;
  const { row, set, ifExists } = name;
  if (row.family === 'Null') return clause.values.some(({ value }) => value === 'true');
  if (set === 'ForAllValues') return true;
  return ifExists || (row.negated && set === undefined);
}

/** The name of a key in lower case. */
export function keyOf({ key }: ConditionClause): string {
  return key.toLowerCase();
}

/** Whether requests for a KMS action can carry a key. Keys that are not known count as carried. */
export function carriesKey(action: string, key: string): boolean {
  const row = findConditionKey(key);
  if (!row || !(row.name.startsWith('kms:') || ofTags.test(row.name))) return true;
  if (action === 'CreateKey' && row.name.startsWith('aws:ResourceTag')) return true;
  return findKmsAction(action)?.conditionKeys.includes(row.sameAs ?? row.name) ?? true;
}

const ofTags = /^aws:(?:ResourceTag|RequestTag|TagKeys)/;

/** Whether a statement speaks of KMS alone, and none of its actions can bring the key of the condition. */
export function isNeverCarried(statement: Statement, { key }: ConditionClause): boolean {
  return (
    speaksOfKmsAlone(statement) &&
    kmsActionsIn(statement).length > 0 &&
    kmsActionsIn(statement).every((action) => !carriesKey(action, key))
  );
}

/** Whether every action of a statement is one of KMS. */
export function speaksOfKmsAlone(statement: Statement): boolean {
  const patterns = actionPatternsOf(statement);
  return patterns.length > 0 && patterns.every(({ value }) => /^kms:/i.test(value));
}
