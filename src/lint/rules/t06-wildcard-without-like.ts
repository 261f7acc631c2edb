import type { ConditionClause, Statement } from '../../model/policy.ts';
import { quoted } from '../../syntax/quoted.ts';
import { operatorOf } from '../condition-facts.ts';
import { replacement } from '../replacement.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';
import { hasWildcard } from '../statement-patterns.ts';

export default rule({
  id: 'T06-wildcard-without-like',
  severity: 'warning',
  summary: '`*` or `?` in a value whose operator has no wildcards',
  why: '`StringEquals` compares letter by letter: the condition holds for no request, and its negation for every one',
  remedy: 'use `StringLike` or `StringNotLike`',
  ignore: 'where the value of the request itself holds the character',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const row = operatorOf(clause)?.row;
        if (row?.family !== 'String' || row.wildcards) continue;
        for (const { value, span } of clause.values) {
          if (!hasWildcard(value.replace(/\$\{[^}]*\}/g, ''))) continue;
          const effect = row.negated
            ? 'so the condition holds whatever the request has'
            : 'so it never matches';
          yield {
            message: `${statementName(statement)}: ${quoted(value)} is no pattern for ${quoted(clause.operator)}, ${effect}`,
            span,
            ...suggestion(statement, clause),
          };
        }
      }
    }
  },
});

/** Another operator, where that changes no other key. */
function suggestion(statement: Statement, { operator, operatorSpan }: ConditionClause) {
  const like = operator.replace(/Equals(?!IgnoreCase)/, 'Like');
  const all = conditionsOf(statement).map((clause) => clause.operator);
  const alone = all.filter((name) => name === operator).length === 1 && !all.includes(like);
  if (like === operator || !alone) return {};
  const wider = (statement.effect === 'Allow') !== operator.includes('Not');
  return replacement(operatorSpan, like, wider ? 'widens' : 'narrows');
}
