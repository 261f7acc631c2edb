import type { Clause, Written } from '../../model/policy.ts';
import { operatorOf } from '../condition-facts.ts';
import { coversPattern } from '../covers.ts';
import { withoutItem } from '../removal.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'D04-redundant-value',
  severity: 'info',
  summary: 'an action, resource, principal or value stands in a list that has it already',
  why: 'it changes nothing and makes the statement look more exact than it is',
  remedy: 'remove it, or the wildcard that covers it',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  *check({ policy, source }) {
    for (const statement of policy.statements) {
      for (const clause of statement.clauses) {
        for (const { item, by } of redundantIn(clause)) {
          const edit = withoutItem(source.text, item.span);
          const twice = item.value === by.value;
          yield {
            message: twice
              ? `${statementName(statement)} lists \`${item.value}\` twice`
              : `${statementName(statement)}: \`${by.value}\` covers \`${item.value}\` already`,
            span: item.span,
            related: [{ message: 'what covers it', span: by.span }],
            ...(edit && {
              suggestion: {
                title: `remove \`${item.value}\``,
                effect: 'same' as const,
                edits: [edit],
              },
            }),
          };
        }
      }
    }
  },
});

function redundantIn(clause: Clause): readonly { item: Written; by: Written }[] {
  switch (clause.kind) {
    case 'Principal':
    case 'NotPrincipal':
      return coveredIn(clause.principals, (wide, narrow) => wide === narrow);
    case 'Action':
    case 'NotAction':
      return coveredIn(clause.patterns, (wide, narrow) =>
        coversPattern(wide.toLowerCase(), narrow.toLowerCase()),
      );
    case 'Resource':
    case 'NotResource':
      return coveredIn(clause.patterns, coversPattern);
    case 'Condition': {
      const isLike = /^String(?:Not)?Like$/.test(operatorOf(clause)?.row.name ?? '');
      return coveredIn(clause.values, isLike ? coversPattern : (wide, narrow) => wide === narrow);
    }
    default:
      return clause satisfies never;
  }
}

/** Each item with another that covers it; of two that are alike, the first stays. */
function coveredIn(
  items: readonly Written[],
  covers: (wide: string, narrow: string) => boolean,
): readonly { item: Written; by: Written }[] {
  return items.flatMap((item, index) => {
    const by = items.find(
      (other, at) =>
        at !== index &&
        covers(other.value, item.value) &&
        (at < index || !covers(item.value, other.value)),
    );
    return by ? [{ item, by }] : [];
  });
}
