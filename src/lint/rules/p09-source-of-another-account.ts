import { parseArn } from '../../model/arn.ts';
import type { ConditionClause, Written } from '../../model/policy.ts';
import { sourceKeys } from '../binding-keys.ts';
import { keyOf, operatorOf } from '../condition-facts.ts';
import { actionsIn, serviceAccess } from '../public-access.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName, unknownsOf } from '../statement-parts.ts';

export default rule({
  id: 'P09-source-of-another-account',
  severity: 'error',
  summary: '`aws:SourceArn` fits any account, or another one than `aws:SourceAccount`',
  why: 'a wildcard for the account lets the service work for strangers, and two accounts that differ never match one request',
  remedy: 'write your account into the ARN, or add a condition on `aws:SourceAccount` with it',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn',
  types: ['key-policy', 'resource-policy', 'trust-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      const conditions = conditionsOf(statement);
      if (!conditions.some(({ key }) => sourceKeys.test(key))) continue;
      const other = disagreement(conditions);
      if (other) {
        yield {
          message: `${statementName(statement)}: no account of \`aws:SourceArn\` is one of \`aws:SourceAccount\`, so the statement never applies`,
          span: other.span,
        };
      } else if (unknownsOf(statement).length === 0) {
        for (const { entry, access } of serviceAccess(document, statement, lab)) {
          yield {
            severity: 'medium',
            message: `${statementName(statement)}: the conditions on the source let \`${entry.value}\` call ${actionsIn(access)} on behalf of any account`,
            span: conditions.find(({ key }) => sourceKeys.test(key))?.keySpan,
            ...access.proof,
          };
        }
      }
    }
  },
});

/** The first ARN, where every ARN names an account and none of these is listed. */
function disagreement(conditions: readonly ConditionClause[]): Written | undefined {
  const positive = (key: string) =>
    conditions.find((clause) => {
      const name = operatorOf(clause);
      return keyOf(clause) === key && name && !name.row.negated && !name.ifExists && !name.set;
    });
  const arns = positive('aws:sourcearn')?.values ?? [];
  const accounts = positive('aws:sourceaccount')?.values.map(({ value }) => value) ?? [];
  if (accounts.length === 0 || !accounts.every((account) => /^\d{12}$/.test(account))) return;
  const fits = ({ value }: Written) => {
    const account = parseArn(value)?.account ?? '';
    return !/^\d{12}$/.test(account) || accounts.includes(account);
  };
  return arns.some(fits) ? undefined : arns[0];
}
