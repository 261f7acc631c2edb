import { findService, keysWithPrefix } from '../../catalog/all-services.ts';
import { quoted } from '../../syntax/quoted.ts';
import { isOfProvider, knownKey } from '../known-key.ts';
import { rule } from '../rule.ts';
import { among, speller } from '../speller.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'X03-unknown-service-key',
  severity: 'error',
  summary: 'a condition key that its service does not have',
  why: 'a key that no request carries is always absent: the condition never holds, or always does',
  remedy: 'write the name as the Service Authorization Reference lists it',
  ignore:
    'for a key that is newer than the list; other services than KMS get a warning where no known name is near',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  // The parser knows the keys of KMS.
  diagnostics: ['unknown-condition-key', 'invalid-condition-key'],
  errors: ['unknown-condition-key'],
  *check({ policy }) {
    const spell = speller();
    for (const statement of policy.statements) {
      for (const { key, keySpan } of conditionsOf(statement)) {
        const prefix = key.slice(0, key.indexOf(':'));
        if (/^(?:aws|kms)?$/i.test(prefix) || isOfProvider(key) || knownKey(key)) continue;
        const names = keysWithPrefix(prefix).map(({ name }) => name);
        // A prefix that neither a service nor a key has may be that of an identity provider.
        if (names.length === 0 && !findService(prefix)) continue;
        const near = spell(
          key,
          among(() => names),
        );
        yield {
          severity: near === undefined ? 'warning' : 'error',
          message: `${statementName(statement)}: ${quoted(key)} is not a condition key of ${quoted(prefix)}${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
          span: keySpan,
        };
      }
    }
  },
});
