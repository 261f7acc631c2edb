import type { ConditionClause } from '../../model/policy.ts';
import { bindingKeys, isWide } from '../binding-keys.ts';
import { holdsWithoutKey, operatorOf } from '../condition-facts.ts';
import { actionsIn, publicAccess, statementsForEveryone } from '../public-access.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'P04-binding-condition-without-effect',
  severity: 'high',
  summary: 'a condition on the caller of a statement for everyone also holds for strangers',
  why: '`IfExists`, `ForAllValues` and negated operators hold for requests without the key, and a wildcard in a value matches accounts and organizations of strangers',
  remedy: 'compare with `StringEquals` or `ArnLike` and values that name your own account',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
  types: ['key-policy', 'resource-policy', 'trust-policy'],
  *check(document, lab) {
    for (const statement of statementsForEveryone(document)) {
      const clause = conditionsOf(statement).find(
        (one) => bindingKeys.test(one.key.toLowerCase()) && !isWide(one),
      );
      if (!clause) continue;
      const access = publicAccess(document, statement, lab);
      if (!access) continue;
      const { fault, span } = weaknessOf(clause);
      yield {
        message: `${statementName(statement)}: ${fault}, so that strangers may call ${actionsIn(access)}`,
        span,
        ...access.proof,
      };
    }
  },
});

function weaknessOf(clause: ConditionClause) {
  const { key, operator, operatorSpan, values, span } = clause;
  if (operatorOf(clause)?.row.negated) {
    return { fault: `\`${operator}\` on \`${key}\` holds for strangers`, span: operatorSpan };
  }
  if (holdsWithoutKey(clause)) {
    return {
      fault: `\`${operator}\` holds for callers without \`${key}\``,
      span: operatorSpan,
    };
  }
  const wide = values.find(({ value }) => /[*?$]/.test(value)) ?? values[0];
  return {
    fault: `\`${wide?.value ?? operator}\` for \`${key}\` matches strangers`,
    span: wide?.span ?? span,
  };
}
