import { letIn } from '../granted.ts';
import { needsKey } from '../inert.ts';
import { stranger } from '../questions.ts';
import { rule } from '../rule.ts';
import { clauseOf, conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K52-via-service-only',
  severity: 'high',
  summary: 'everyone who comes through an AWS service is let in, from any account',
  why: '`kms:ViaService` says which service forwards a call and nothing of whose call it is: people of every AWS account use that service',
  remedy: 'add a condition on `kms:CallerAccount`, or name the principals',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  types: ['key-policy'],
  supersedes: ['P01-public-access', 'P03-condition-does-not-bind-caller'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      const everyone = clauseOf(statement, 'Principal')?.principals.find(
        ({ kind }) => kind === 'everyone',
      );
      const via = conditionsOf(statement).find(
        (clause) => clause.key.toLowerCase() === 'kms:viaservice' && needsKey(clause),
      );
      if (statement.effect === 'Deny' || !everyone || !via) continue;
      const witness = letIn(
        document,
        lab,
        statement,
        { principals: [stranger] },
        ({ action }) => `somebody of another account, through the service, may ${action}`,
      );
      if (!witness) continue;
      yield {
        message: `${statementName(statement)}: \`${via.key}\` is all that limits \`"*"\`, so people of any account get in through the service`,
        span: everyone.span,
        related: [{ message: 'the condition', span: via.span }],
        witness,
      };
    }
  },
});
