import { rule } from '../rule.ts';

export default rule({
  id: 'X05-operator',
  severity: 'error',
  summary: 'a condition operator that does not exist',
  why: 'AWS refuses the document; the case of every letter counts, and what stands before the colon is `ForAllValues` or `ForAnyValue`',
  remedy: 'write the name of an operator',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  diagnostics: ['unknown-operator'],
});
