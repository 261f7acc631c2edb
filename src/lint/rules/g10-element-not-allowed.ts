import { rule } from '../rule.ts';

export default rule({
  id: 'G10-element-not-allowed',
  severity: 'error',
  summary: 'an element that this type of policy cannot have',
  why: 'AWS refuses the document; often it is of another type than it is taken for',
  remedy: 'remove the element, or say what type of policy it is',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  diagnostics: ['element-not-allowed', 'principal-key-not-allowed', 'id-not-allowed'],
});
