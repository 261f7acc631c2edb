import type { ContextValue } from '../../model/request.ts';
import { readOperatorName } from '../../policy/operator-name.ts';
import { letIn } from '../granted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K35-negated-context',
  severity: 'medium',
  summary: 'a condition that excludes an encryption context lets requests without any pass',
  why: 'a negated condition holds when its key is absent: who leaves the encryption context out is not held back',
  remedy:
    'list the values that are allowed with `StringEquals`, or add `Null` on the key with `false`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      for (const clause of conditionsOf(statement)) {
        const name = readOperatorName(clause.operator);
        if (!/^kms:encryptioncontext:/i.test(clause.key) || name.fault || !name.row.negated)
          continue;
        const absent: Record<string, ContextValue> = { [clause.key]: null };
        const witness = letIn(
          document,
          lab,
          statement,
          { context: absent },
          ({ action }) => `${action} is allowed without \`${clause.key}\``,
        );
        if (!witness) continue;
        yield {
          message: `${statementName(statement)}: \`${clause.operator}\` on \`${clause.key}\` also holds for a request without it`,
          span: clause.operatorSpan ?? clause.span,
          witness,
        };
      }
    }
  },
});
