import { rule } from '../rule.ts';

export default rule({
  id: 'G05-missing-element',
  severity: 'error',
  summary:
    'a document without `Statement`, or a statement without `Effect`, `Action`, `Resource` or `Principal`',
  why: 'AWS refuses the document',
  remedy: 'add the element',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  diagnostics: [
    'missing-statement',
    'missing-effect',
    'missing-action',
    'missing-resource',
    'missing-principal',
  ],
});
