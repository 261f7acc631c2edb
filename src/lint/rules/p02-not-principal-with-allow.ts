import { rule } from '../rule.ts';

export default rule({
  id: 'P02-not-principal-with-allow',
  severity: 'high',
  summary: '`NotPrincipal` stands in a statement that allows',
  why: 'it would allow everyone except those listed, strangers and anonymous callers included; AWS does not support it',
  remedy: 'list in `Principal` whom you mean',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  diagnostics: ['not-principal-with-allow'],
});
