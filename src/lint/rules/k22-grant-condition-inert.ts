import { inertConditions } from '../inert.ts';
import { rule } from '../rule.ts';

const keys =
  /^kms:(?:grantconstraint(?:type|sourcearn)|grantoperations|grantee(?:service)?principal|retiring(?:service)?principal)$/;

export default rule({
  id: 'K22-grant-condition-inert',
  severity: 'warning',
  summary: 'a condition on a property of a grant guards actions that make no grant',
  why: 'only CreateGrant carries the parameters of a grant (and RetireGrant the type of its constraint): for every other action the condition is never met, so that the statement does not apply',
  remedy: 'put CreateGrant and the condition in a statement of their own',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-operations',
  supersedes: ['D01-never-applies'],
  *check(document, lab) {
    yield* inertConditions(document, lab, {
      keys: (key) => keys.test(key),
      severity: 'warning',
      wildcards: true,
    });
  },
});
