// Conditions that no request of a statement meets, because none of its actions or principals carries the key.
import { findConditionKey } from '../catalog/condition-keys.ts';
import type { ConditionClause, PrincipalPatternKind, Statement } from '../model/policy.ts';
import type { PrincipalKind } from '../model/principal.ts';
import { holdsWithoutKey, isNeverCarried, keyOf } from './condition-facts.ts';
import { conditionsOf, principalsOf } from './statement-parts.ts';

/** A condition that is never met, and why. */
export interface DeadCondition {
  readonly clause: ConditionClause;
  readonly because: string;
}

/** The conditions of a statement that are never met. Keys with a rule of their own are left to it. */
export function deadConditions(statement: Statement): readonly DeadCondition[] {
  return conditionsOf(statement).flatMap((clause): readonly DeadCondition[] => {
    const isKnown = clause.unknown === undefined && findConditionKey(clause.key) !== undefined;
    if (!isKnown || holdsWithoutKey(clause) || ofOtherRules.test(keyOf(clause))) return [];
    if (isNeverCarried(statement, clause)) {
      return [{ clause, because: `none of its actions carries \`${clause.key}\`` }];
    }
    if (!isForeignTo(statement, clause)) return [];
    return [{ clause, because: `none of its principals carries \`${clause.key}\`` }];
  });
}

const ofOtherRules =
  /^(?:kms:(?:grantisforawsresource|encryptioncontext.*|viaservice|requestalias|grantconstrainttype|resourcealiases|keyspec|keyusage)|aws:(?:resourcetag|requesttag)\/.*|aws:tagkeys)$/;

const callerOf: Readonly<Partial<Record<PrincipalPatternKind, PrincipalKind>>> = {
  user: 'user',
  role: 'role',
  session: 'role',
  'federated-user': 'federated-user',
};

/** Whether all principals are named people of kinds that never have the key. Services are P08's. */
function isForeignTo(statement: Statement, { key }: ConditionClause): boolean {
  const callers = findConditionKey(key)?.callers ?? [];
  const entries = principalsOf(statement);
  return (
    entries.length > 0 &&
    entries.every(({ kind }) => {
      const caller = callerOf[kind];
      return caller !== undefined && !callers.includes(caller);
    })
  );
}
