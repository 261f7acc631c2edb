import { readOperatorName } from '../../policy/operator-name.ts';
import { letIn } from '../granted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, kmsActionsIn, statementName } from '../statement-parts.ts';

const carriers = new Set(['CreateGrant', 'ListGrants', 'RevokeGrant']);

export default rule({
  id: 'K21-grant-for-aws-resource-weakened',
  severity: 'medium',
  summary: 'a condition on `kms:GrantIsForAWSResource` is turned round or switched off',
  why: 'the key holds grants to those that an AWS service makes for the caller; with `false` it lets in exactly the others, and with `IfExists` it holds for every action that does not carry it',
  remedy:
    'write `"Bool": { "kms:GrantIsForAWSResource": "true" }`, in a statement with CreateGrant, ListGrants and RevokeGrant only',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource',
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      for (const { operator, key, values, operatorSpan, span } of conditionsOf(statement)) {
        if (key.toLowerCase() !== 'kms:grantisforawsresource') continue;
        const name = readOperatorName(operator);
        if (name.fault) continue;
        const isFalse =
          name.row.family === 'Bool' && values.some(({ value }) => /^false$/i.test(value));
        const others = kmsActionsIn(statement).filter((action) => !carriers.has(action));
        if (!isFalse && !(name.ifExists && others.length > 0)) continue;
        const [action] = isFalse ? ['CreateGrant'] : others;
        const witness = letIn(
          document,
          lab,
          statement,
          { actions: [`kms:${action}`], context: { [key]: null } },
          () => `kms:${action} is allowed to a caller whom no service calls for`,
        );
        if (!witness) continue;
        yield {
          message: isFalse
            ? `${statementName(statement)}: \`${key}\` with \`false\` allows the grants that no AWS service makes`
            : `${statementName(statement)}: \`${operator}\` on \`${key}\` holds for \`kms:${action}\`, which never carries the key`,
          span: isFalse ? span : (operatorSpan ?? span),
          witness,
        };
      }
    }
  },
});
