import { quoted } from '../../syntax/quoted.ts';
import { operatorOf } from '../condition-facts.ts';
import { knownKey } from '../known-key.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';
import { textValuesOf } from '../statement-patterns.ts';

export default rule({
  id: 'T07-string-like-on-arn',
  severity: 'low',
  summary:
    '`StringLike` on a condition key that holds an ARN, with a wildcard before the last part',
  why: 'in a text `*` matches colons too, so that it reaches past the part that it stands in; `ArnLike` compares part by part',
  remedy: 'use `ArnLike` or `ArnNotLike`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const row = operatorOf(clause)?.row;
        if (row?.family !== 'String' || !row.wildcards) continue;
        if (knownKey(clause.key)?.type !== 'ARN') continue;
        for (const { value, wild, span } of textValuesOf(clause)) {
          // In the last part there is nothing left to reach past; a lone `*` means every ARN to both.
          if (!wild || value === '*' || !/^(?:[^:*?]*:){0,4}[^:*?]*[*?][^:]*:/.test(value))
            continue;
          yield {
            message: `${statementName(statement)}: a wildcard in ${quoted(value)} matches across the colons of the ARN; use ${quoted(clause.operator.replace('String', 'Arn'))}`,
            span,
          };
        }
      }
    }
  },
});
