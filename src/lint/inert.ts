// Conditions on keys that the requests for an action never carry: such a statement never applies to the action.
import { actionsWithKey, findConditionKey } from '../catalog/condition-keys.ts';
import type { ConditionClause, Statement, Written } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import { readOperatorName } from '../policy/operator-name.ts';
import { deadPatterns, removing } from './dead-actions.ts';
import type { RuleFinding, Severity } from './finding.ts';
import type { Lab } from './lab.ts';
import { listed, namesOf } from './names.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf, kmsActionsOf, statementName } from './statement-parts.ts';

/** Whether a condition is false when the request does not carry its key. */
export function needsKey({ operator, values }: ConditionClause): boolean {
  const name = readOperatorName(operator);
  if ('fault' in name && name.fault) return false;
  const { row, set, ifExists } = name;
  if (row.family === 'Null') return values.every(({ value }) => value === 'false');
  if (ifExists || set === 'ForAllValues') return false;
  return !row.negated || set === 'ForAnyValue';
}

/** What a rule says of conditions that are never met. */
export interface InertRule {
  /** The keys that the rule is about, by their names in lower case. */
  readonly keys: (lowerName: string) => boolean;
  /** Where a part of the statement is dead. */
  readonly severity: Severity;
  /** Whether to speak of wildcards such as `kms:*` of which a part lives. */
  readonly wildcards: boolean;
}

/** The findings for conditions on keys that actions of their statement never carry. */
export function* inertConditions(
  document: LintDocument,
  lab: Lab,
  { keys, severity, wildcards }: InertRule,
): Generator<RuleFinding> {
  for (const statement of document.policy.statements) {
    const seen = new Set<string>();
    for (const clause of conditionsOf(statement)) {
      const key = findConditionKey(clause.key);
      if (!key || !keys(key.name.toLowerCase()) || !needsKey(clause)) continue;
      const carriers = new Set(actionsWithKey(key));
      const found = deadPatterns(statement, (action) => !carriers.has(action));
      const name = statementName(statement);
      const effect = statement.effect === 'Allow' ? 'allows' : 'denies';
      if (found.all) {
        yield {
          severity: 'error',
          message: `${name} never applies: \`${clause.key}\` is in no request for ${listed(found.dead)}`,
          span: clause.keySpan ?? clause.span,
          ...withProof(document, lab, statement, clause, found.dead[0]!),
        };
        continue;
      }
      for (const pattern of found.dead) {
        if (seen.has(pattern.value)) continue;
        seen.add(pattern.value);
        yield {
          severity,
          message: `${name} never ${effect} \`${pattern.value}\`: its condition needs \`${clause.key}\`, which is in no request for it`,
          span: pattern.span,
          related: [{ message: 'the condition', span: clause.keySpan ?? clause.span }],
          ...withProof(document, lab, statement, clause, pattern),
          ...removing(document, pattern, 'same'),
        };
      }
      for (const { pattern, alive } of wildcards ? found.partly : []) {
        if (seen.has(pattern.value)) continue;
        seen.add(pattern.value);
        yield {
          severity: 'info',
          message: `${name}: of \`${pattern.value}\` only ${namesOf(alive)} can meet the condition on \`${clause.key}\``,
          span: pattern.span,
          related: [{ message: 'the condition', span: clause.keySpan ?? clause.span }],
        };
      }
    }
  }
}

/** A request that has everything else that the statement wants, and is denied all the same (or allowed, past a Deny). */
function withProof(
  document: LintDocument,
  lab: Lab,
  statement: Statement,
  { key }: ConditionClause,
  { value }: Written,
): Pick<RuleFinding, 'witness'> {
  const absent: Record<string, ContextValue> = { [key]: null };
  const actions = kmsActionsOf(value).slice(0, 1);
  const [question] = lab.questionsFor(document, statement, {
    actions: actions.map((name) => `kms:${name}`),
    context: absent,
  });
  if (!question) return {};
  const isAllow = statement.effect === 'Allow';
  const sentence = isAllow
    ? `${question.action} is not allowed, though all else that the statement asks for is there`
    : `${question.action} is not denied, though all else that the statement asks for is there`;
  const witness = lab.witness(
    document,
    isAllow ? question : { ...question, identity: 'everything' },
    isAllow ? 'deny' : 'allow',
    sentence,
  );
  return witness ? { witness } : {};
}
