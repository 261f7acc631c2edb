import { ownServiceCall } from '../guardrails.ts';
import { rule } from '../rule.ts';
import { clauseOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'C03-denies-aws-services',
  severity: 'warning',
  summary: 'a resource control policy also denies what AWS services do for your own resources',
  why: 'a service that calls for itself has no account and no organization of its own: it is denied, and CloudTrail, say, can no longer write encrypted logs',
  remedy:
    'add `"BoolIfExists": { "aws:PrincipalIsAWSService": "false" }` to the statement, and guard services with `aws:SourceOrgID` in one of their own',
  ignore: 'where no service is to use these resources',
  source:
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
  types: ['resource-control-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Allow') continue;
      const question = ownServiceCall(document, statement, lab).find((one) =>
        lab.meets(document, statement, one),
      );
      if (!question) continue;
      const witness = lab.witness(
        document,
        question,
        'deny',
        `cloudtrail.amazonaws.com, working for the own account, may not call ${question.action}`,
      );
      if (!witness) continue;
      yield {
        message: `${statementName(statement)} denies \`${question.action}\` to AWS services that work for your own account`,
        span: clauseOf(statement, 'Action')?.span ?? statement.span,
        witness,
      };
    }
  },
});
