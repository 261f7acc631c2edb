import { findConditionKey } from '../../catalog/condition-keys.ts';
import type { Statement } from '../../model/policy.ts';
import { quoted } from '../../syntax/quoted.ts';
import { replacement } from '../replacement.ts';
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
      for (const { operator, key, keySpan } of conditionsOf(statement)) {
        const now = /^aws:arn$/i.test(key) ? 'aws:PrincipalArn' : findConditionKey(key)?.sameAs;
        if (now === undefined) continue;
        yield {
          message: `${statementName(statement)}: ${quoted(key)} is deprecated; its name is \`${now}\``,
          span: keySpan,
          // The old keys of KMS are other names of the new ones; `aws:ARN` is not the same.
          ...(isWritten(statement, operator, now)
            ? {}
            : replacement(keySpan, now, now.startsWith('kms:') ? 'same' : 'widens')),
        };
      }
    }
  },
});

/** Whether the other name stands there as well, so that there would be one key twice. */
function isWritten(statement: Statement, operator: string, name: string): boolean {
  return conditionsOf(statement).some(
    (clause) => clause.operator === operator && clause.key.toLowerCase() === name.toLowerCase(),
  );
}
