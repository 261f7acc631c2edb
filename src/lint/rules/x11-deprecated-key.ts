import { findConditionKey } from '../../catalog/condition-keys.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'X11-deprecated-key',
  severity: 'warning',
  summary: 'a condition key that another one has replaced',
  why: 'no action lists the key any more, and AWS gives no promise about requests that carry it',
  remedy: 'write the name that replaced it',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-key-spec-replaced',
  supersedes: ['X04-unknown-global-key'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const { key, keySpan } of conditionsOf(statement)) {
        const now = /^aws:arn$/i.test(key) ? 'aws:PrincipalArn' : findConditionKey(key)?.sameAs;
        if (now === undefined) continue;
        yield {
          message: `${statementName(statement)}: ${quoted(key)} is deprecated; its name is \`${now}\``,
          span: keySpan,
          ...(keySpan && {
            suggestion: {
              title: `write \`${now}\``,
              // The old keys of KMS are other names of the new ones; `aws:ARN` is not the same.
              effect: now.startsWith('kms:') ? ('same' as const) : ('widens' as const),
              edits: [{ span: keySpan, text: JSON.stringify(now) }],
            },
          }),
        };
      }
    }
  },
});
