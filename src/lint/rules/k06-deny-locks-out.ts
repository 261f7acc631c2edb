import { denyLockouts } from '../deny-lockout.ts';
import { rule } from '../rule.ts';
import { conditionsOf } from '../statement-parts.ts';

export default rule({
  id: 'K06-deny-locks-out',
  severity: 'error',
  summary: 'a Deny takes `kms:PutKeyPolicy` from everyone',
  why: 'an explicit Deny wins over every Allow, that of the root user included: AWS KMS refuses the policy, or nobody can change it again',
  remedy:
    'leave `kms:PutKeyPolicy` out of the Deny, or spare an administrator with a condition `ArnNotLike` on `aws:PrincipalArn`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html',
  types: ['key-policy'],
  *check(document, lab) {
    for (const { statement, finding } of denyLockouts(document, lab)) {
      const conditions = conditionsOf(statement);
      if (conditions.some(({ key }) => key.toLowerCase() === 'kms:viaservice')) continue;
      const carveOut = conditions.find(({ operator }) => operator.includes('Not'));
      const words = carveOut?.values.map(({ value }) => `\`${value}\``).join(', ');
      yield carveOut
        ? finding(
            `denies \`kms:PutKeyPolicy\` to all but ${words}, and none of them is allowed it`,
            carveOut.span,
          )
        : finding('denies `kms:PutKeyPolicy` to everyone who is allowed it');
    }
  },
});
