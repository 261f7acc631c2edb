import { quoted } from '../../syntax/quoted.ts';
import { arnFault } from '../arn-faults.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';
import { everyResource, textValuesOf } from '../statement-patterns.ts';

export default rule({
  id: 'X06-malformed-arn',
  severity: 'error',
  summary: 'an ARN that can name nothing: a part is missing, misspelt or does not go with another',
  why: 'AWS refuses it, or stores it and it never matches',
  remedy: 'write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` as the service documents it',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  // Of the parser: what is no ARN at all, and what names neither a key nor an alias of KMS.
  diagnostics: ['invalid-resource', 'unmatched-resource'],
  errors: ['unmatched-resource'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      const written = [
        ...everyResource(statement),
        ...conditionsOf(statement).flatMap((clause) => textValuesOf(clause)),
      ];
      for (const { value, span } of written) {
        const fault = value.startsWith('arn:') ? arnFault(value) : undefined;
        if (fault === undefined || isOfParser(value)) continue;
        yield {
          message: `${statementName(statement)}: ${quoted(value)} names nothing: ${fault}`,
          span,
        };
      }
    }
  },
});

/** The parser reports the account of KMS resources itself. */
function isOfParser(value: string): boolean {
  return /^arn:[^:]*:kms:[^:]+:(?!\d{12}:)/.test(value);
}
