import { isPrivate, tidyRange } from '../address-ranges.ts';
import { holdsWithoutKey, keyOf, operatorOf } from '../condition-facts.ts';
import { inPlace } from '../removal.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'B10-address-range',
  severity: 'error',
  summary:
    '`aws:SourceIp` is compared with private addresses, or a range has bits after its prefix',
  why: 'AWS sees the public address of a caller, so a private one never matches; and of a range only the bits of the prefix count',
  remedy:
    'write the public addresses, or use `aws:VpcSourceIp` with `aws:SourceVpc` for calls through a VPC endpoint',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
  *check({ policy, source }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const row = operatorOf(clause)?.row;
        if (row?.family !== 'IpAddress') continue;
        const own = keyOf(clause) === 'aws:sourceip' ? clause.values.filter(isPrivate) : [];
        const isPassed = !row.negated && holdsWithoutKey(clause);
        const isDead = own.length === clause.values.length && !isPassed;
        for (const { value, span } of own) {
          yield {
            severity: isDead ? 'error' : 'info',
            message: `${statementName(statement)}: the private range \`${value}\` is never the address of a caller${isDead ? `, so \`${clause.operator}\` ${row.negated ? 'always' : 'never'} holds` : ''}`,
            span,
          };
        }
        for (const { value, span } of clause.values) {
          const tidy = tidyRange(value);
          if (tidy === undefined) continue;
          const edit = inPlace(source.text, span, JSON.stringify(tidy));
          yield {
            severity: 'info',
            message: `${statementName(statement)}: \`${value}\` is the range \`${tidy}\``,
            span,
            ...(edit && {
              suggestion: { title: `write \`${tidy}\``, effect: 'same' as const, edits: [edit] },
            }),
          };
        }
      }
    }
  },
});
