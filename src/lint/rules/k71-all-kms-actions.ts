import { allKeysStatements } from '../all-keys.ts';
import { rule } from '../rule.ts';
import { actionPatternsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K71-all-kms-actions',
  severity: 'medium',
  summary: 'an IAM policy allows `kms:*` on every key',
  why: 'the principal can read all data under these keys, change their key policies, and delete them',
  remedy: 'list the actions and the keys that are needed',
  ignore: 'for the administrators of the account',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  types: ['identity-policy'],
  *check(document, lab) {
    for (const { statement, question } of allKeysStatements(document, lab, 'Decrypt')) {
      const pattern = actionPatternsOf(statement).find(({ value }) => /^kms:\*+$/i.test(value));
      if (!pattern) continue;
      const deletion = { ...question, action: 'kms:ScheduleKeyDeletion' };
      const sentence = 'the caller may delete a key that nobody named';
      const witness = lab.witness(document, deletion, 'allow', sentence);
      if (!witness) continue;
      yield {
        message: `${statementName(statement)}: \`${pattern.value}\` lets the caller use, administer and delete every key of the account that delegates to IAM`,
        span: pattern.span,
        witness,
      };
    }
  },
});
