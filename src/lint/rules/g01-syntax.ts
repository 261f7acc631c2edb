import { rule } from '../rule.ts';

export default rule({
  id: 'G01-syntax',
  severity: 'error',
  summary: 'a file that cannot be read whole as JSON, as YAML or as a policy document',
  why: 'AWS refuses the document, and nothing else in it can be checked',
  remedy: 'correct the text at the place that is named',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  diagnostics: ['json-syntax', 'json-comment', 'json-trailing-comma', 'byte-order-mark', 'duplicate-key', 'empty-document', 'too-deep', 'too-large', 'too-many-problems', 'encoding', 'yaml-alias', 'yaml-key', 'yaml-number', 'yaml-syntax', 'yaml-tag', 'not-json', 'not-an-object', 'not-a-policy', 'no-policies', 'unknown-policy-type', 'unknown-value', 'unknown-policy', 'unknown-function', 'unknown-reference', 'template-resource', 'not-looked-at'],
});
