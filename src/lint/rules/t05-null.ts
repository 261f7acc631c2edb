import { rule } from '../rule.ts';

export default rule({
  id: 'T05-null',
  severity: 'error',
  summary: '`Null` with a prefix or suffix, or with another value than `true` and `false`',
  why: '`Null` asks whether the key is there and knows nothing else: AWS refuses the operator, or the condition never holds',
  remedy: 'write `"Null": { "KEY": "true" }` for an absent key and `"false"` for a present one',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
  diagnostics: ['operator-modifier', 'unreadable-null'],
  errors: ['unreadable-null'],
});
