import { rule } from '../rule.ts';

export default rule({
  id: 'G12-charset',
  severity: 'error',
  summary: 'a character that AWS refuses in policies',
  why: 'documents hold tabs, line breaks and the characters U+0020 to U+00FF; KMS refuses a key policy with any other',
  remedy: 'replace the character',
  source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
  diagnostics: ['refused-character'],
  errors: ['refused-character'],
});
