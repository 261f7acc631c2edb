import { rule } from '../rule.ts';

export default rule({
  id: 'G09-empty-element',
  severity: 'warning',
  summary: 'a list or object with nothing in it',
  why: 'an empty list changes what the statement does: with `Action` it never applies, with `NotAction` it always does, and a condition without values never holds or always does',
  remedy: 'list what was meant, or remove the statement',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  diagnostics: ['empty-element', 'empty-condition'],
});
