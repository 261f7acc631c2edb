import type { Statement } from '../../model/policy.ts';
import { coversStatement, textOf } from '../covers.ts';
import type { Suggestion } from '../finding.ts';
import { inPlace, withoutItem } from '../removal.ts';
import { rule } from '../rule.ts';
import { actionPatternsOf, clauseOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'D10-mergeable-statements',
  severity: 'info',
  summary: 'two statements differ in nothing but their actions',
  why: 'one list of actions is easier to read and to change than two; together they decide the same',
  remedy: 'put the actions into one statement',
  ignore: 'where the two are kept apart on purpose, each with a Sid of its own',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  *check({ policy, source }) {
    const seen = new Map<string, Statement>();
    for (const statement of policy.statements) {
      if (!clauseOf(statement, 'Action')) continue;
      const rest = statement.clauses.filter(({ kind }) => kind !== 'Action').map(textOf);
      const key = [statement.effect, ...rest.sort()].join('\n');
      const first = seen.get(key);
      seen.set(key, first ?? statement);
      if (!first || hasUnknown(first) || hasUnknown(statement)) continue;
      // Of two of which one says it all, D03 speaks.
      if (coversStatement(first, statement) || coversStatement(statement, first)) continue;
      yield {
        message: `${statementName(statement)} differs from ${statementName(first)} only in its actions`,
        span: statement.span,
        related: [{ message: 'the other statement', span: first.span }],
        ...merged(source.text, first, statement),
      };
    }
  },
});

function hasUnknown({ clauses }: Statement): boolean {
  return clauses.some(({ unknown }) => unknown !== undefined);
}

function merged(
  text: string,
  first: Statement,
  second: Statement,
): { readonly suggestion?: Suggestion } {
  const actions = [...actionPatternsOf(first), ...actionPatternsOf(second)];
  const list = JSON.stringify([...new Set(actions.map(({ value }) => value))]);
  const joined = inPlace(text, clauseOf(first, 'Action')?.span, list.replaceAll('","', '", "'));
  const removed = withoutItem(text, second.span);
  if (!joined || !removed) return {};
  const title = `move the actions into ${statementName(first)}`;
  return { suggestion: { title, effect: 'same', edits: [joined, removed] } };
}
