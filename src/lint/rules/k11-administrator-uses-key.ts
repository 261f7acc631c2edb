import { grantedBy } from '../granted.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

const uses = ['Decrypt', 'Sign', 'GenerateMac', 'DeriveSharedSecret'];

export default rule({
  id: 'K11-administrator-uses-key',
  severity: 'low',
  summary: 'someone who administers the key may also use it',
  why: 'separate administrators and users keep one stolen credential from both reading the data and hiding or destroying the traces',
  remedy: 'give administration and use to different roles',
  ignore: 'in small accounts, where one team does both',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html',
  types: ['key-policy'],
  *check(document, lab) {
    const told = new Set<string>();
    for (const use of uses) {
      for (const { statement, pattern, caller, question } of grantedBy(document, lab, use)) {
        // With all actions K10 has said it.
        const isAll = /^(?:\*|kms:\*)$/i.test(pattern.value);
        if (!caller.administers || isAll || told.has(caller.name)) continue;
        const sentence = `${caller.name} may ${question.action}, and may change the key policy`;
        const witness = lab.witness(document, question, 'allow', sentence);
        if (!witness) continue;
        told.add(caller.name);
        yield {
          message: `${statementName(statement)}: with \`${pattern.value}\` ${caller.name} uses the key, and administers it as well`,
          span: pattern.span,
          witness,
        };
      }
    }
  },
});
