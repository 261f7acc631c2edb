import { deadConditions } from '../dead-conditions.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'D01-never-applies',
  severity: 'error',
  summary:
    'a statement allows nothing, because a condition wants a key that its requests never carry',
  why: 'a condition on an absent key fails, so that the statement looks like access and gives none',
  remedy: 'remove the condition, or put it to the actions and principals that carry the key',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Deny') continue;
      for (const { clause, because } of deadConditions(statement)) {
        yield {
          message: `${statementName(statement)} never applies: ${because}`,
          span: clause.keySpan ?? clause.span,
        };
      }
    }
  },
});
