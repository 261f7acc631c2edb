import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K40-key-attributes-in-key-policy',
  severity: 'error',
  summary: 'a key policy has a condition on the tags or aliases of its own key',
  why: 'AWS documents `aws:ResourceTag` and `kms:ResourceAliases` for IAM policies only, where one statement speaks of many keys; in a key policy nothing says that they work',
  remedy: 'put the condition in an IAM policy, or remove it: a key policy speaks of one key',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/abac.html',
  types: ['key-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const { key, keySpan, span } of conditionsOf(statement)) {
        if (!/^(?:aws:resourcetag\/.+|kms:resourcealiases)$/i.test(key)) continue;
        yield {
          message: `${statementName(statement)}: \`${key}\` is documented for IAM policies only`,
          span: keySpan ?? span,
        };
      }
    }
  },
});
