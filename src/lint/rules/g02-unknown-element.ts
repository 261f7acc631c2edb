import { rule } from '../rule.ts';

export default rule({
  id: 'G02-unknown-element',
  severity: 'error',
  summary: 'an element that the policy language does not have',
  why: 'AWS refuses the document',
  remedy: 'correct the name of the element, or remove it',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  diagnostics: ['unknown-element'],
});
