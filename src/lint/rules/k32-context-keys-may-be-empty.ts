import type { ContextValue } from '../../model/request.ts';
import { letIn } from '../granted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K32-context-keys-may-be-empty',
  severity: 'high',
  summary: 'a condition on the keys of the encryption context also holds without any',
  why: '`ForAllValues` is true of an empty set: a request without encryption context meets the condition',
  remedy:
    'add `"Null": { "kms:EncryptionContextKeys": "false" }`, or use `ForAnyValue` where one of the keys suffices',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys',
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      const clause = conditionsOf(statement).find(
        ({ key, operator }) =>
          key.toLowerCase() === 'kms:encryptioncontextkeys' && operator.startsWith('ForAllValues:'),
      );
      if (statement.effect === 'Deny' || !clause) continue;
      const absent = Object.fromEntries(
        conditionsOf(statement)
          .filter(({ key }) => /^kms:encryptioncontext/i.test(key))
          .map(({ key }): [string, ContextValue] => [key, null]),
      );
      const witness = letIn(
        document,
        lab,
        statement,
        { context: absent },
        ({ action }) => `${action} is allowed without encryption context`,
      );
      if (!witness) continue;
      yield {
        message: `${statementName(statement)}: \`${clause.operator}\` on \`${clause.key}\` also holds for a request without encryption context`,
        span: clause.operatorSpan ?? clause.span,
        witness,
      };
    }
  },
});
