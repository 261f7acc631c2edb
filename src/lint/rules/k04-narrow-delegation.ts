import { delegationsIn, notDelegated } from '../delegation.ts';
import { isAwsManaged } from '../key-policy-kinds.ts';
import { namesOf } from '../names.ts';
import { rule } from '../rule.ts';
import { clauseOf, conditionsOf, statementName } from '../statement-parts.ts';

const onlyRoot = /^(?:aws:principaltype|aws:principalarn)$/i;

export default rule({
  id: 'K04-narrow-delegation',
  severity: 'warning',
  summary:
    'the key policy delegates a part of its actions to its account, or only under a condition',
  why: 'IAM policies can allow on the key what the statement for the root principal delegates and nothing else; whoever administers by IAM loses the rest',
  remedy: 'allow `kms:*` to the root principal of the account without a condition',
  ignore: 'where the account is to have no more than this',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  types: ['key-policy'],
  *check(document, lab) {
    if (isAwsManaged(document)) return;
    const statements = delegationsIn(document, lab);
    const missing = notDelegated(statements);
    const [first] = statements;
    if (!first || missing.length === 0) return;
    const conditions = statements.flatMap(conditionsOf);
    const rootOnly = conditions.find(
      ({ key, values }) =>
        onlyRoot.test(key) &&
        values.every(({ value }) => value === 'Account' || value.endsWith(':root')),
    );
    const name = statementName(first);
    if (rootOnly) {
      yield {
        message: `${name}: the condition on \`${rootOnly.key}\` leaves the key to the root user alone, so that IAM policies have no effect`,
        span: rootOnly.keySpan ?? rootOnly.span,
      };
      return;
    }
    const [condition] = conditions;
    yield condition
      ? {
          message: `${name} delegates to the account only under ${condition.key === '' ? 'a condition that is not known' : `its condition on \`${condition.key}\``}`,
          span: condition.keySpan ?? condition.span,
          dependsOn: condition.unknown === undefined ? [] : [condition.unknown],
        }
      : {
          message: `${name} does not delegate ${namesOf(missing.map((action) => `kms:${action}`))} to the account`,
          span: clauseOf(first, 'Action')?.span ?? first.span,
        };
  },
});
