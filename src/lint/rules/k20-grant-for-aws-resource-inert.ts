import { inertConditions } from '../inert.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'K20-grant-for-aws-resource-inert',
  severity: 'warning',
  summary: 'a condition on `kms:GrantIsForAWSResource` guards actions that never carry it',
  why: 'only CreateGrant, ListGrants and RevokeGrant have the key: for every other action the condition is never met, so that the statement does not apply',
  remedy: 'put the other actions in a statement of their own, without the condition',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource',
  supersedes: ['D01-never-applies'],
  *check(document, lab) {
    yield* inertConditions(document, lab, {
      keys: (key) => key === 'kms:grantisforawsresource',
      severity: 'warning',
      wildcards: true,
    });
  },
});
