import { grantedBy } from '../granted.ts';
import { rule } from '../rule.ts';
import { principalsOf, statementName } from '../statement-parts.ts';

const uses = ['Decrypt', 'Sign', 'GenerateMac', 'DeriveSharedSecret'];

export default rule({
  id: 'K13-put-key-policy-escalation',
  severity: 'high',
  summary: 'someone who may not use the key may give themselves its use by changing the key policy',
  why: '`kms:PutKeyPolicy` replaces the whole key policy: whoever has it has every other permission on the key one call later',
  remedy:
    'keep `kms:PutKeyPolicy` to a few named administrators, and watch their changes in CloudTrail',
  ignore: "for the key's administrators: of them the rule only says what they could do",
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html',
  types: ['key-policy'],
  *check(document, lab) {
    for (const granted of grantedBy(document, lab, 'PutKeyPolicy')) {
      const { statement, pattern, caller, question } = granted;
      // Of another account nobody can change the key policy, whatever it says.
      if (caller.isExternal) continue;
      const { principal } = caller;
      const canUse = uses.some((use) =>
        lab.mayBeAllowed(document, {
          ...question,
          principal,
          action: `kms:${use}`,
          identity: 'nothing',
        }),
      );
      const isWide = principalsOf(statement).some(
        ({ kind }) => kind === 'everyone' || kind === 'service',
      );
      if (canUse && !isWide) continue;
      const witness = lab.witness(
        document,
        question,
        'allow',
        `${caller.name} may change the key policy`,
      );
      if (!witness) continue;
      const gain = canUse
        ? 'give anyone any access to this key'
        : 'give themselves the use of this key, which they lack';
      yield {
        severity: isWide ? 'high' : 'info',
        message: `${statementName(statement)}: with \`${pattern.value}\` ${caller.name} can ${gain}`,
        span: pattern.span,
        witness,
      };
    }
  },
});
