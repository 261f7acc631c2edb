import { identityGrantsOn } from '../identity-grants.ts';
import { namesOf } from '../names.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K73-inert-identity-grant',
  severity: 'warning',
  summary: 'an IAM policy allows what the key policy of the key does not let it allow',
  why: 'IAM policies have an effect on a key only where its key policy delegates to the account: the permission looks given, and the call is denied',
  remedy:
    'let the key policy allow the actions to the root principal of the account, or to the principal itself',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  *checkScope(scope, lab) {
    for (const keyPolicy of scope.documents) {
      if (keyPolicy.policy.type !== 'key-policy' || !keyPolicy.resource) continue;
      const dead = identityGrantsOn(keyPolicy, lab).filter(
        ({ question }) => !lab.mayBeAllowed(keyPolicy, { ...question, identity: 'everything' }),
      );
      for (const { document, statement } of new Map(
        dead.map((row) => [row.statement, row]),
      ).values()) {
        const rows = dead.filter((row) => row.statement === statement);
        const witness = lab.witness(
          keyPolicy,
          { ...rows[0]!.question, identity: 'everything' },
          'deny',
          `${rows[0]!.question.action} is denied, whatever IAM allows`,
        );
        yield {
          file: document.source.file,
          message: `${statementName(statement)} allows ${namesOf(rows.map(({ question }) => question.action))} on \`${keyPolicy.resource.name}\` without effect: the key policy neither delegates it to the account nor names the principal`,
          span: statement.span,
          related: [
            { message: 'the key policy', span: keyPolicy.span, file: keyPolicy.source.file },
          ],
          ...(witness ? { witness } : {}),
        };
      }
    }
  },
});
