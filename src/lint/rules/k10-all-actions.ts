import { grantedBy } from '../granted.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K10-all-actions',
  severity: 'medium',
  summary: 'one principal may do everything with the key',
  why: 'the same hands can read the data, change the key policy and delete the key; in the root principal of the account `kms:*` only delegates to IAM, elsewhere it grants',
  remedy: 'list the operations that the principal needs, and separate administration from use',
  ignore: 'for an emergency role that is watched',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html',
  types: ['key-policy'],
  *check(document, lab) {
    const told = new Set<string>();
    for (const granted of grantedBy(document, lab, 'Decrypt')) {
      const { statement, pattern, caller, question } = granted;
      // Nobody administers a key of another account; what a guest gets is for P05 and K14 to say.
      if (!caller.isOwn) continue;
      if (!/^(?:\*|kms:\*)$/i.test(pattern.value) || told.has(`${statement.index} ${caller.name}`))
        continue;
      told.add(`${statement.index} ${caller.name}`);
      const sentence = `${caller.name} may decrypt with the key, and do all else`;
      const witness = lab.witness(document, question, 'allow', sentence);
      if (!witness) continue;
      yield {
        message: `${statementName(statement)}: \`${pattern.value}\` lets ${caller.name} use, administer and delete this key`,
        span: pattern.span,
        witness,
      };
    }
  },
});
