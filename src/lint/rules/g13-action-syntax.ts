import { rule } from '../rule.ts';

export default rule({
  id: 'G13-action-syntax',
  severity: 'error',
  summary: 'an action that is not written as `service:Action`',
  why: 'AWS refuses the document',
  remedy: 'write the prefix of the service, a colon and a name',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  diagnostics: ['invalid-action'],
});
