import { rule } from '../rule.ts';

export default rule({
  id: 'G08-sid',
  severity: 'error',
  summary: 'a Sid with characters that it may not have, or that two statements share',
  why: 'IAM refuses such identity and trust policies; elsewhere the Sid no longer says which statement is meant',
  remedy: 'give each statement a Sid of its own, of letters and digits',
  ignore:
    'where a key policy or service control policy has it already: AWS accepts it there, and only explanations suffer',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html',
  diagnostics: ['invalid-sid', 'duplicate-sid'],
});
