import { rule } from '../rule.ts';

export default rule({
  id: 'G07-conflicting-elements',
  severity: 'error',
  summary: 'an element and its `Not…` in one statement',
  why: 'AWS refuses the two together',
  remedy: 'keep one of them, or make two statements of it',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  diagnostics: ['conflicting-elements'],
});
