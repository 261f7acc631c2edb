import { rule } from '../rule.ts';

export default rule({
  id: 'G16-ineffective-statement',
  severity: 'medium',
  summary: 'a statement of a key policy without `Action` or `Resource`',
  why: 'KMS accepts the document, and the statement does nothing: a Deny that its author counts on is not there',
  remedy: 'add the missing element; for the key itself write `"Resource": "*"`',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  diagnostics: ['ineffective-statement'],
});
