import { findKmsAction } from '../../catalog/kms-actions.ts';
import { deadParts } from '../dead-actions.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'K62-account-level-action',
  severity: 'warning',
  summary: 'a key policy names an action that key policies have no effect on',
  why: 'actions such as ListKeys, CreateKey and GenerateRandom act on no key, and RetireGrant is decided by the grant and IAM: only IAM policies speak of them',
  remedy: 'remove the action here, and allow or deny it in an IAM policy',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html',
  supersedes: ['D01-never-applies'],
  types: ['key-policy'],
  *check(document) {
    for (const statement of document.policy.statements) {
      yield* deadParts(
        document,
        statement,
        (action) => findKmsAction(action)?.effective !== 'key-policy',
        'only IAM policies have an effect on it',
      );
    }
  },
});
