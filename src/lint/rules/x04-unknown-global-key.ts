import { rule } from '../rule.ts';

export default rule({
  id: 'X04-unknown-global-key',
  severity: 'error',
  summary: 'a condition key with the prefix `aws:` that does not exist',
  why: 'a key that no request carries is always absent: the condition never holds, or always does',
  remedy: 'write the name as the list of global condition keys has it',
  ignore: 'for a key that is newer than the list',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  diagnostics: ['unknown-global-key'],
  errors: ['unknown-global-key'],
});
