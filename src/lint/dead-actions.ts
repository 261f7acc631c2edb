// Actions that a statement names without effect, and what to say of them.
import type { Statement, Written } from '../model/policy.ts';
import type { RuleFinding, Suggestion } from './finding.ts';
import { listed } from './names.ts';
import { withoutItem } from './removal.ts';
import type { LintDocument } from './scope.ts';
import { actionPatternsOf, clauseOf, kmsActionsOf, statementName } from './statement-parts.ts';

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
  document: LintDocument,
  statement: Statement,
  isDead: (action: string) => boolean,
  because: string,
): Generator<RuleFinding> {
  const { dead, all } = deadPatterns(statement, isDead);
  yield* deadFindings(document, statement, dead, all, because);
}

/** The same for patterns that are known to be dead. */
export function* deadFindings(
  document: LintDocument,
  statement: Statement,
  dead: readonly Written[],
  all: boolean,
  because: string,
  effect: Suggestion['effect'] = 'same',
): Generator<RuleFinding> {
  const name = statementName(statement);
  const does = statement.effect === 'Allow' ? 'allows' : 'denies';
  if (all) {
    const span = clauseOf(statement, 'Action')?.span ?? statement.span;
    yield {
      severity: 'error',
      message: `${name} ${does} nothing with ${listed(dead)}: ${because}`,
      span,
    };
    return;
  }
  for (const pattern of dead) {
    const { value, span } = pattern;
    yield {
      severity: 'warning',
      message: `${name} ${does} nothing with \`${value}\`: ${because}`,
      span,
      ...removing(document, pattern, effect),
    };
  }
}

/** The suggestion to take a dead action out of its list. */
export function removing(
  { source }: LintDocument,
  { value, span }: Written,
  effect: Suggestion['effect'],
): Pick<RuleFinding, 'suggestion'> {
  const edit = withoutItem(source.text, span);
  return edit ? { suggestion: { title: `remove \`${value}\``, effect, edits: [edit] } } : {};
}
