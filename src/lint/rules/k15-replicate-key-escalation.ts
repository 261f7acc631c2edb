import { grantedBy } from '../granted.ts';
import { rule } from '../rule.ts';
import { isKnown } from '../scope.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K15-replicate-key-escalation',
  severity: 'medium',
  summary:
    'someone who does not administer the key may replicate it under a key policy of their own',
  why: 'the caller of ReplicateKey writes the key policy of the replica, which has the same key material: what the primary key encrypted, the replica decrypts',
  remedy:
    'leave `kms:ReplicateKey` to the administrators, or hold it to Regions with `kms:ReplicaRegion`',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html',
  types: ['key-policy'],
  *check(document, lab) {
    const key = lab.keyOf(document);
    if (key && isKnown(key.multiRegion) && !key.multiRegion) return;
    for (const granted of grantedBy(document, lab, 'ReplicateKey')) {
      const { statement, pattern, caller, question } = granted;
      const isAll = /^(?:\*|kms:\*)$/i.test(pattern.value);
      if (caller.isExternal || caller.administers || isAll) continue;
      const sentence = `${caller.name} may replicate the key, with a key policy of their choice`;
      const witness = lab.witness(document, question, 'allow', sentence);
      if (!witness) continue;
      yield {
        message: `${statementName(statement)}: with \`${pattern.value}\` ${caller.name} can replicate this key under a key policy of their own`,
        span: pattern.span,
        witness,
        // Only a multi-Region primary key can be replicated.
        possible: key === undefined,
      };
    }
  },
});
