import { sourceKeys } from '../binding-keys.ts';
import { actionsIn, serviceAccess } from '../public-access.ts';
import { resourcePolicies, rule } from '../rule.ts';
import { conditionsOf, statementName, unknownsOf } from '../statement-parts.ts';

export default rule({
  id: 'P07-service-without-source',
  severity: 'medium',
  summary: 'a service may use the resource on behalf of anyone',
  why: 'strangers can make the service work for resources of their own with your key: the confused deputy',
  remedy:
    'add a condition on `aws:SourceArn` or `aws:SourceAccount`, or on `aws:SourceOrgID` for a whole organization',
  ignore: 'where the service sends none of these keys; its documentation says so',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  // A role is passed to a service within its account only, so trust policies have no such deputy.
  types: resourcePolicies,
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (unknownsOf(statement).length > 0) continue;
      if (conditionsOf(statement).some(({ key }) => sourceKeys.test(key))) continue;
      for (const { entry, access } of serviceAccess(document, statement, lab)) {
        yield {
          message: `${statementName(statement)}: \`${entry.value}\` may call ${actionsIn(access)} on behalf of any account`,
          span: entry.span,
          ...access.proof,
        };
      }
    }
  },
});
