// Conditions on keys that the requests for an action never carry: such a statement never applies to the action.
import { actionsWithKey, findConditionKey } from '../catalog/condition-keys.ts';
import type { ConditionClause, Statement, Written } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import { readOperatorName } from '../policy/operator-name.ts';
import type { RuleFinding, Severity } from './finding.ts';
import type { Lab } from './lab.ts';
import type { LintDocument } from './scope.ts';
import {
  actionPatternsOf,
  clauseOf,
  conditionsOf,
  kmsActionsOf,
  statementName,
} from './statement-parts.ts';

/** Whether a condition is false when the request does not carry its key. */
export function needsKey({ operator, values }: ConditionClause): boolean {
  const name = readOperatorName(operator);
  if ('fault' in name && name.fault) return false;
  const { row, set, ifExists } = name;
  if (row.family === 'Null') return values.every(({ value }) => value === 'false');
  if (ifExists || set === 'ForAllValues') return false;
  return !row.negated || set === 'ForAnyValue';
}

/** The action patterns of a statement, by whether what they match is dead. */
export interface DeadPatterns {
  /** Patterns of which every KMS action is dead. */
  readonly dead: readonly Written[];
  /** Wildcards of which more is dead than alive, with what is alive. */
  readonly partly: readonly { readonly pattern: Written; readonly alive: readonly string[] }[];
  /** Whether nothing of the statement is alive. */
  readonly all: boolean;
}

/** Sorts the action patterns of a statement; `isDead` judges the name of a KMS action. */
export function deadPatterns(
  statement: Statement,
  isDead: (action: string) => boolean,
): DeadPatterns {
  const dead: Written[] = [];
  const partly: { pattern: Written; alive: readonly string[] }[] = [];
  const patterns = actionPatternsOf(statement);
  for (const pattern of patterns) {
    const names = kmsActionsOf(pattern.value);
    const alive = names.filter((name) => !isDead(name));
    if (names.length === 0 || alive.length === names.length) continue;
    if (alive.length === 0) dead.push(pattern);
    else if (alive.length * 2 < names.length) partly.push({ pattern, alive });
  }
  return { dead, partly, all: dead.length > 0 && dead.length === patterns.length };
}

/** The findings for patterns that are dead whatever the request brings; `because` follows a colon. */
export function* deadParts(
  statement: Statement,
  isDead: (action: string) => boolean,
  because: string,
): Generator<RuleFinding> {
  const { dead, all } = deadPatterns(statement, isDead);
  yield* deadFindings(statement, dead, all, because);
}

/** The same for patterns that are known to be dead. */
export function* deadFindings(
  statement: Statement,
  dead: readonly Written[],
  all: boolean,
  because: string,
): Generator<RuleFinding> {
  const name = statementName(statement);
  const effect = statement.effect === 'Allow' ? 'allows' : 'denies';
  if (all) {
    const span = clauseOf(statement, 'Action')?.span ?? statement.span;
    yield {
      severity: 'error',
      message: `${name} ${effect} nothing with ${listed(dead)}: ${because}`,
      span,
    };
    return;
  }
  for (const { value, span } of dead) {
    yield {
      severity: 'warning',
      message: `${name} ${effect} nothing with \`${value}\`: ${because}`,
      span,
    };
  }
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

/** `kms:Sign`, `kms:Verify` and 3 more. */
export function listed(patterns: readonly Written[]): string {
  return namesOf(patterns.map(({ value }) => value));
}

/** Names in backticks, at most four of them. */
export function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, names.length > 4 ? 3 : 4).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
