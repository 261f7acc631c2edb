import { grantedBy } from '../granted.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

const sides = [
  ['ReEncryptFrom', 'ReEncryptTo'],
  ['ReEncryptTo', 'ReEncryptFrom'],
] as const;

export default rule({
  id: 'K64-re-encrypt-half',
  severity: 'info',
  summary: 'a principal gets one half of ReEncrypt',
  why: 'the operation ReEncrypt needs `kms:ReEncryptFrom` on the key that it decrypts with and `kms:ReEncryptTo` on the key that it encrypts with: with one of them this key can be one side only',
  remedy: 'write `kms:ReEncrypt*` where both are meant',
  ignore: 'where data only leaves this key, or only comes to it',
  source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html',
  types: ['key-policy'],
  *check(document, lab) {
    for (const [given, other] of sides) {
      for (const { statement, pattern, caller, question } of grantedBy(document, lab, given)) {
        const both = lab.mayBeAllowed(document, { ...question, action: `kms:${other}` });
        if (both || pattern.value.includes('*')) continue;
        const sentence = `${caller.name} may not kms:${other}`;
        const without = { ...question, action: `kms:${other}` };
        const witness = lab.witness(document, without, 'deny', sentence);
        if (!witness) continue;
        yield {
          message: `${statementName(statement)}: ${caller.name} gets \`${pattern.value}\` without \`kms:${other}\`, so that this key can be only one side of ReEncrypt`,
          span: pattern.span,
          witness,
        };
      }
    }
  },
});
