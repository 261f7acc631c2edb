import { allKeysStatements } from '../all-keys.ts';
import { patternFor } from '../granted.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K70-decrypt-all-keys',
  severity: 'medium',
  summary: 'an IAM policy allows decryption with every key of the account',
  why: 'every key whose key policy delegates to the account is open to the principal, those of other teams and those that are yet to be made included',
  remedy:
    'name the keys by their ARNs, or ask for a tag, an alias or a service with `aws:ResourceTag`, `kms:ResourceAliases` or `kms:ViaService`',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  types: ['identity-policy'],
  *check(document, lab) {
    const told = new Set<number>();
    for (const action of ['Decrypt', 'ReEncryptFrom']) {
      for (const { statement, question } of allKeysStatements(document, lab, action)) {
        const pattern = patternFor(statement, action);
        // Of all actions of all services B05 speaks, of all of KMS K71.
        if (!pattern || /^(?:\*|kms:\*)$/i.test(pattern.value) || told.has(statement.index))
          continue;
        const sentence = `the caller may kms:${action} with a key that nobody named`;
        const witness = lab.witness(document, question, 'allow', sentence);
        if (!witness) continue;
        told.add(statement.index);
        yield {
          message: `${statementName(statement)}: \`${pattern.value}\` opens every key of the account that delegates to IAM`,
          span: pattern.span,
          witness,
        };
      }
    }
  },
});
