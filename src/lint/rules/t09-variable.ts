import { rule } from '../rule.ts';

export default rule({
  id: 'T09-variable',
  severity: 'error',
  summary: 'a policy variable that is written wrongly, or stands where there are none',
  why: 'AWS refuses the document, or takes the variable for plain text that never matches',
  remedy:
    'write `${aws:username}` in a value of a text or ARN condition, or after the fifth colon of a resource',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  diagnostics: ['malformed-variable', 'variable-not-allowed', 'variable-out-of-place'],
});
