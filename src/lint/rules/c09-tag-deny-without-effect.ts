import { holdsWithoutKey, isNeverCarried, keyOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'C09-tag-deny-without-effect',
  severity: 'medium',
  summary: 'a Deny asks for tags of actions that carry none',
  why: 'a tag key that the request does not have makes the condition fail, so that the Deny stops nothing',
  remedy:
    'deny the actions that carry the key: `kms:CreateKey`, `kms:TagResource` and `kms:UntagResource` for tags of the request, actions on keys for tags of the key',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Allow') continue;
      for (const clause of conditionsOf(statement)) {
        const isTag = /^aws:(?:(?:resource|request)tag\/.|tagkeys$)/.test(keyOf(clause));
        if (!isTag || holdsWithoutKey(clause) || !isNeverCarried(statement, clause)) continue;
        yield {
          message: `${statementName(statement)} denies nothing: none of its actions carries \`${clause.key}\``,
          span: clause.keySpan ?? clause.span,
        };
      }
    }
  },
});
