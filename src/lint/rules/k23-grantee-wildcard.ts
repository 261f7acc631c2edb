import { letIn, patternFor } from '../granted.ts';
import { stranger } from '../questions.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K23-grantee-wildcard',
  severity: 'medium',
  summary: 'a condition on the grantee of a grant lets principals of any account be one',
  why: 'a grant gives its grantee the key from another account as well: a wildcard in the place of the account holds nobody back',
  remedy: 'write the account into the ARN, or the principals that you mean',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grantee-principal',
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny' || !patternFor(statement, 'CreateGrant')) continue;
      for (const { key, values, operator, span } of conditionsOf(statement)) {
        if (key.toLowerCase() !== 'kms:granteeprincipal' || operator.includes('Not')) continue;
        for (const value of values.filter(({ value: text }) => text.includes('*'))) {
          const grantee = value.value.includes(':role/') ? strangeRole(value.value) : stranger;
          const witness = letIn(
            document,
            lab,
            statement,
            { actions: ['kms:CreateGrant'], context: { [key]: grantee } },
            () => 'a grant may be created for a principal of an account that nobody named',
          );
          if (!witness) continue;
          yield {
            message: `${statementName(statement)}: \`${value.value}\` for \`${key}\` lets principals of any account get a grant`,
            span: value.span ?? span,
            witness,
          };
        }
      }
    }
  },
});

/** A role of a strange account with the name that a pattern wants. */
function strangeRole(pattern: string): string {
  const name = pattern.slice(pattern.indexOf(':role/')).replaceAll('*', 'example');
  return `arn:aws:iam::444455556666${name}`;
}
