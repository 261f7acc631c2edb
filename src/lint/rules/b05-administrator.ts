import { isAdministrator } from '../broad.ts';
import { rule } from '../rule.ts';
import { clauseOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'B05-administrator',
  severity: 'high',
  summary: 'an IAM policy allows every action on everything',
  why: 'the holder may do whatever the account may, with every key that delegates to the account',
  remedy: 'list the actions and the resources that are needed',
  ignore: 'for the administrators of the account, with MFA',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  types: ['identity-policy'],
  supersedes: ['B06-whole-service'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (!isAdministrator(statement)) continue;
      const witness = lab.witness(
        document,
        {
          principal: `arn:aws:iam::${lab.accountOf(document)}:user/alice`,
          action: 'kms:ScheduleKeyDeletion',
        },
        'allow',
        'user alice may schedule the deletion of a key of the account',
      );
      yield {
        message: `${statementName(statement)} allows every action on everything`,
        span: clauseOf(statement, 'Action')?.span,
        ...(witness && { witness }),
      };
    }
  },
});
