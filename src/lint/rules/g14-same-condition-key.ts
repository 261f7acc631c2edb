import { rule } from '../rule.ts';

export default rule({
  id: 'G14-same-condition-key',
  severity: 'error',
  summary: 'one condition key twice, in different case',
  why: 'keys are case-insensitive, so that the document is ambiguous and AWS refuses it',
  remedy: 'join the values in one list',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  diagnostics: ['same-condition-key'],
  errors: ['same-condition-key'],
});
