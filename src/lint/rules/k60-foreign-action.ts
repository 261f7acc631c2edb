import { deadFindings } from '../dead-actions.ts';
import { rule } from '../rule.ts';
import { actionPatternsOf, kmsActionsOf } from '../statement-parts.ts';

export default rule({
  id: 'K60-foreign-action',
  severity: 'warning',
  summary: 'a key policy names an action of another service',
  why: 'a key policy is asked about its key only, and only AWS KMS has actions on a key',
  remedy: 'remove the action, or put it in the policy of the resource that it acts on',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  supersedes: ['D01-never-applies'],
  types: ['key-policy'],
  *check(document) {
    for (const statement of document.policy.statements) {
      const patterns = actionPatternsOf(statement);
      const dead = patterns.filter(
        ({ value }) =>
          /^[a-z0-9-]+:/i.test(value) && !/^kms:/i.test(value) && kmsActionsOf(value).length === 0,
      );
      const all = dead.length > 0 && dead.length === patterns.length;
      yield* deadFindings(
        document,
        statement,
        dead,
        all,
        'a key policy knows only actions of `kms`',
      );
    }
  },
});
