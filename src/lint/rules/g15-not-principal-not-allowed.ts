import { rule } from '../rule.ts';

export default rule({
  id: 'G15-not-principal-not-allowed',
  severity: 'error',
  summary: '`NotPrincipal` in a trust policy or a resource control policy',
  why: 'AWS refuses the document',
  remedy:
    'list the principals in `Principal`, or use `"Principal": "*"` with a condition on `aws:PrincipalArn`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  diagnostics: ['not-principal-not-allowed'],
});
