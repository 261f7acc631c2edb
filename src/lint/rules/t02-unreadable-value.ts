import { rule } from '../rule.ts';

export default rule({
  id: 'T02-unreadable-value',
  severity: 'error',
  summary: 'a value that is not what its operator compares',
  why: 'AWS stores it, and it never matches: the condition does not do what it says',
  remedy: 'write the value as the operator reads it',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  diagnostics: ['unreadable-value'],
  errors: ['unreadable-value'],
});
