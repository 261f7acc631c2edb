import { recoveryCalls } from '../guardrails.ts';
import { rule } from '../rule.ts';
import { conditionsOf, kmsActionsIn, statementName } from '../statement-parts.ts';

export default rule({
  id: 'C04-denies-recovery',
  severity: 'high',
  summary: 'a policy of the organization lets nobody change key policies any more',
  why: 'when a key policy locks everybody out, or a principal that it names is deleted, only PutKeyPolicy brings the key back; here nobody of the account may call it, the root user included',
  remedy: 'except a role for such cases with an `ArnNotLike` condition on `aws:PrincipalArn`',
  ignore: 'where the management account takes the policy off when it has to',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam',
  types: ['service-control-policy', 'resource-control-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Allow') continue;
      if (!kmsActionsIn(statement).includes('PutKeyPolicy')) continue;
      const questions = recoveryCalls(document, lab);
      const isDead = questions.every((one) => {
        const { reason } = lab.ask(document, one).decision;
        return reason === 'explicit-deny' && lab.meets(document, statement, one);
      });
      const [root] = questions;
      if (!isDead || !root) continue;
      const sentence = 'the root user of the account may not call kms:PutKeyPolicy';
      const witness = lab.witness(document, root, 'deny', sentence);
      yield {
        message: `${statementName(statement)} denies \`kms:PutKeyPolicy\` to everybody, so that no key of the account can be recovered`,
        span: statement.span,
        ...(witness && { witness }),
        ...(conditionsOf(statement).length > 0 ? { possible: true } : {}),
      };
    }
  },
});
