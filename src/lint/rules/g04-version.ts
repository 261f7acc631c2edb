import { rule } from '../rule.ts';

export default rule({
  id: 'G04-version',
  severity: 'error',
  summary:
    'a version of the policy language that is missing, unknown, or too old for what the document uses',
  why: 'without `2012-10-17` a variable is plain text, and service and resource control policies are refused',
  remedy: 'write `"Version": "2012-10-17"`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  diagnostics: ['missing-version', 'old-version', 'invalid-version', 'variable-in-old-version'],
});
