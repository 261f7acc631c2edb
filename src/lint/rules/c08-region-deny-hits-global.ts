import { keyOf, operatorOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { clauseOf, conditionsOf, statementName } from '../statement-parts.ts';

// Global services answer in us-east-1, whatever Region one works in.
const globalCalls = [
  { action: 'iam:GetRole', resource: (account: string) => `arn:aws:iam::${account}:role/Example` },
  { action: 'organizations:DescribeOrganization', resource: () => '*' },
  { action: 'route53:ListHostedZones', resource: () => '*' },
];

export default rule({
  id: 'C08-region-deny-hits-global',
  severity: 'warning',
  summary: 'a Deny for other Regions also denies global services',
  why: 'IAM, Organizations, Route 53 and their like answer in us-east-1 only, so that a Deny by `aws:RequestedRegion` stops them everywhere',
  remedy:
    'list their actions in `NotAction`: `iam:*`, `organizations:*`, `route53:*` and those of the AWS example',
  ignore: 'where the global services are administered from other accounts',
  source:
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
  types: ['service-control-policy', 'identity-policy', 'permissions-boundary'],
  *check(document, lab) {
    const account = lab.accountOf(document);
    for (const statement of document.policy.statements) {
      const clause = conditionsOf(statement).find(
        (one) => keyOf(one) === 'aws:requestedregion' && operatorOf(one)?.row.negated,
      );
      if (statement.effect === 'Allow' || !clause) continue;
      const questions = globalCalls
        .map(({ action, resource }) => ({
          principal: `arn:aws:iam::${account}:role/Engineering`,
          action,
          resource: resource(account),
          context: { 'aws:RequestedRegion': 'us-east-1' },
          identity: 'everything' as const,
        }))
        .filter((question) => lab.meets(document, statement, question));
      const [first] = questions;
      if (!first) continue;
      const sentence = `role Engineering may not call ${first.action}`;
      const witness = lab.witness(document, first, 'deny', sentence);
      if (!witness) continue;
      const names = questions.map(({ action }) => `\`${action.split(':')[0]}\``).join(', ');
      yield {
        message: `${statementName(statement)} also denies the global services ${names}, which answer in us-east-1`,
        span: clauseOf(statement, 'NotAction')?.span ?? clauseOf(statement, 'Action')?.span,
        witness,
      };
    }
  },
});
