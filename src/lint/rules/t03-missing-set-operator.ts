import { findConditionKey } from '../../catalog/condition-keys.ts';
import { quoted } from '../../syntax/quoted.ts';
import { operatorOf } from '../condition-facts.ts';
import { knownKey } from '../known-key.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'T03-missing-set-operator',
  severity: 'error',
  summary: 'a condition key with several values, compared without `ForAnyValue` or `ForAllValues`',
  why: 'without a set operator it is not defined which of the values of the request is compared: the condition does not hold when it should',
  remedy:
    'write `ForAnyValue:` before the operator for one value that fits, `ForAllValues:` with a `Null` condition for all of them',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const name = operatorOf(clause);
        if (!name || name.set !== undefined || name.row.family === 'Null') continue;
        if (knownKey(clause.key)?.multivalued !== true) continue;
        yield {
          // The lists of other services are not as exact.
          severity: findConditionKey(clause.key) ? 'error' : 'warning',
          message: `${statementName(statement)}: \`${clause.key}\` has several values, and ${quoted(clause.operator)} compares one; put \`ForAnyValue:\` or \`ForAllValues:\` before it`,
          span: clause.operatorSpan,
        };
      }
    }
  },
});
