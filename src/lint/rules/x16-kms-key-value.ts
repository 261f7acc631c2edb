import { quoted } from '../../syntax/quoted.ts';
import { knownKey } from '../known-key.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';
import { textValuesOf } from '../statement-patterns.ts';

export default rule({
  id: 'X16-kms-key-value',
  severity: 'error',
  summary:
    'a condition on the KMS key of another service that compares with something else than the ARN of a key',
  why: 'services give the key as its ARN, whatever the request calls it: an id or an alias never matches, so that unencrypted or wrongly encrypted data is let through',
  remedy: 'write `arn:aws:kms:us-east-1:111122223333:key/KEY-ID`',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        if (!isKeyArn(clause.key)) continue;
        for (const { value, wild, span } of textValuesOf(clause)) {
          if (/^arn:[^:]+:kms:[^:]+:[^:]+:key\/./.test(value) || (wild && mayBeKey(value)))
            continue;
          yield {
            message: `${statementName(statement)}: ${quoted(value)} is not the ARN of a KMS key, which \`${clause.key}\` has for a value`,
            span,
          };
        }
      }
    }
  },
});

/** Keys such as `s3:x-amz-server-side-encryption-aws-kms-key-id`. */
function isKeyArn(key: string): boolean {
  return /kms/i.test(key.split(':')[1] ?? '') && knownKey(key)?.type === 'ARN';
}

function mayBeKey(pattern: string): boolean {
  const literal = pattern.split(/[*?]/)[0]!;
  return 'arn:'.startsWith(literal) || (literal.startsWith('arn:') && !/:alias\//.test(pattern));
}
