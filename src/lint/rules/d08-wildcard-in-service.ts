import { rule } from '../rule.ts';

export default rule({
  id: 'D08-wildcard-in-service',
  severity: 'info',
  summary: 'a wildcard stands in the name of a service',
  why: 'AWS documents none there, and it may come to mean services that do not exist yet',
  remedy: 'name the service, or write `*` alone',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  diagnostics: ['wildcard-in-service'],
});
