import { rule } from '../rule.ts';

export default rule({
  id: 'G03-data-type',
  severity: 'error',
  summary: 'a value of the wrong JSON type',
  why: 'AWS refuses the document',
  remedy: 'write a string, a list or an object, as the element wants it',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  diagnostics: ['wrong-type'],
});
