import { inertConditions } from '../inert.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'K30-encryption-context-inert',
  severity: 'info',
  summary: 'a condition on the encryption context guards actions that have none',
  why: 'only cryptographic operations with symmetric keys, CreateGrant and RetireGrant carry an encryption context: for every other action the condition is never met, so that the statement does not apply',
  remedy: 'put the other actions in a statement of their own, without the condition',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context',
  supersedes: ['D01-never-applies'],
  *check(document, lab) {
    yield* inertConditions(document, lab, {
      keys: (key) => key.startsWith('kms:encryptioncontext'),
      severity: 'info',
      wildcards: true,
    });
  },
});
