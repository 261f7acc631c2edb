import { denyLockouts } from '../deny-lockout.ts';
import { rule } from '../rule.ts';
import { conditionsOf } from '../statement-parts.ts';

export default rule({
  id: 'K53-deny-direct-calls',
  severity: 'error',
  summary: 'a Deny meant for other services also hits every direct call',
  why: 'a call that no service forwards has no `kms:ViaService`, and a negated condition holds for an absent key: the Deny applies to all administration of the key, `kms:PutKeyPolicy` included',
  remedy:
    'name the cryptographic operations in the Deny in the place of `kms:*`, or add the condition `"Null": { "kms:ViaService": "false" }`',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  types: ['key-policy'],
  supersedes: ['K06-deny-locks-out'],
  *check(document, lab) {
    for (const { statement, finding } of denyLockouts(document, lab)) {
      const via = conditionsOf(statement).find(({ key }) => key.toLowerCase() === 'kms:viaservice');
      if (!via) continue;
      const words = `\`${via.operator}\` on \`${via.key}\``;
      yield finding(
        `with ${words} also denies direct calls such as \`kms:PutKeyPolicy\``,
        via.keySpan ?? via.span,
      );
    }
  },
});
