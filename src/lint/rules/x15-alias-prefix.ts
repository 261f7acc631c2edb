import { quoted } from '../../syntax/quoted.ts';
import { replacement } from '../replacement.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';
import { textValuesOf } from '../statement-patterns.ts';

export default rule({
  id: 'X15-alias-prefix',
  severity: 'error',
  summary: 'an alias without `alias/` in a condition',
  why: 'the values of `kms:ResourceAliases` and `kms:RequestAlias` begin with `alias/`, so that the comparison never holds',
  remedy: 'write `alias/` before the name; an ARN is never the value',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        if (!/^kms:(?:resourcealiases|requestalias)$/i.test(clause.key)) continue;
        for (const { value, wild, span } of textValuesOf(clause)) {
          const literal = wild ? value.split(/[*?]/)[0]! : value;
          if (literal.startsWith('alias/') || (wild && 'alias/'.startsWith(literal))) continue;
          const name = /:alias\/(.+)$/.exec(value)?.[1] ?? value;
          yield {
            message: `${statementName(statement)}: ${quoted(value)} is not the name of an alias; write ${quoted(`alias/${name}`)}`,
            span,
            ...replacement(
              span,
              `alias/${name}`,
              (statement.effect === 'Allow') !== /Not/.test(clause.operator) ? 'widens' : 'narrows',
            ),
          };
        }
      }
    }
  },
});
