import type { ConditionClause } from '../../model/policy.ts';
import { rule } from '../rule.ts';
import { conditionsOf } from '../statement-parts.ts';

export default rule({
  id: 'K31-context-key-spellings',
  severity: 'low',
  summary: 'two conditions name keys of the encryption context that differ only by case',
  why: 'the name of a condition key is case-insensitive, that of an encryption context is not: `kms:EncryptionContext:Dept` also looks at `dept`, so that the conditions do not tell the two apart',
  remedy: 'use one spelling, and hold the spelling of requests with `kms:EncryptionContextKeys`',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context',
  *check({ policy }) {
    const first = new Map<string, ConditionClause>();
    for (const clause of policy.statements.flatMap(conditionsOf)) {
      const name = /^kms:encryptioncontext:(.+)$/i.exec(clause.key)?.[1];
      if (name === undefined) continue;
      const known = first.get(name.toLowerCase());
      if (!known) first.set(name.toLowerCase(), clause);
      if (!known || known.key.endsWith(name)) continue;
      yield {
        message: `\`${clause.key}\` and \`${known.key}\` are one condition key, though encryption contexts tell them apart`,
        span: clause.keySpan ?? clause.span,
        related: [{ message: 'the other spelling', span: known.keySpan ?? known.span }],
      };
    }
  },
});
