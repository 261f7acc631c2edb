import type { Statement } from '../../model/policy.ts';
import { coversStatement, textOf } from '../covers.ts';
import { withoutItem } from '../removal.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

// Of more statements than these, only those that differ in nothing but their actions are compared, each with
// this many.
const FEW = 300;

export default rule({
  id: 'D03-subsumed-statement',
  severity: 'info',
  summary: 'another statement says all that a statement says',
  why: 'the statement changes no decision, and whoever edits it alone is surprised',
  remedy: 'remove the statement',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  *check({ policy, source }) {
    const { statements } = policy;
    const groups = new Map<string, Statement[]>();
    for (const statement of statements) {
      const key = statements.length <= FEW ? '' : placeOf(statement);
      const group = groups.get(key) ?? [];
      group.push(statement);
      groups.set(key, group);
    }
    for (const group of groups.values()) {
      for (const statement of group) {
        const wider = group.slice(0, FEW).find((other) => subsumes(other, statement));
        if (!wider) continue;
        const edit = withoutItem(source.text, statement.span);
        yield {
          message: `${statementName(statement)} says nothing that ${statementName(wider)} does not say`,
          span: statement.span,
          related: [{ message: 'the wider statement', span: wider.span }],
          ...(edit && {
            suggestion: {
              title: `remove ${statementName(statement)}`,
              effect: 'same' as const,
              edits: [edit],
            },
          }),
        };
      }
    }
  },
});

/** Of two that say the same, the first stays. */
function subsumes(wide: Statement, narrow: Statement): boolean {
  if (wide.index === narrow.index || wide.effect !== narrow.effect) return false;
  if (!coversStatement(wide, narrow)) return false;
  return wide.index < narrow.index || !coversStatement(narrow, wide);
}

function placeOf({ effect, clauses }: Statement): string {
  const parts = clauses.filter(({ kind }) => !kind.endsWith('Action'));
  return [effect, ...parts.map(textOf)].join('\n');
}
