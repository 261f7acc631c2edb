import { rule } from '../rule.ts';

export default rule({
  id: 'G11-quota',
  severity: 'error',
  summary: 'a document that is larger than AWS accepts',
  why: 'AWS refuses it',
  remedy: 'join statements that differ in one element, or split the document',
  ignore:
    'as a warning, for inline policies of a role, which may have 10,240 characters, and for trust policies in accounts where the quota was raised',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  diagnostics: ['quota-exceeded', 'quota-perhaps-exceeded', 'too-many-statements'],
  errors: ['quota-exceeded'],
});
