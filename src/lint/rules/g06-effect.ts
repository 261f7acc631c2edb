import { rule } from '../rule.ts';

export default rule({
  id: 'G06-effect',
  severity: 'error',
  summary: 'an effect other than `Allow` and `Deny`',
  why: 'the effect is compared by case, and AWS refuses the document',
  remedy: 'write `Allow` or `Deny`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html',
  diagnostics: ['invalid-effect'],
});
