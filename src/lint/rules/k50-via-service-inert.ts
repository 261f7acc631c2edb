import { inertConditions } from '../inert.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'K50-via-service-inert',
  severity: 'warning',
  summary: 'a condition on `kms:ViaService` guards actions that never carry it',
  why: 'only actions on a KMS key have the key: for CreateKey, the lists and the custom key stores the condition is never met, so that the statement does not apply',
  remedy: 'put the other actions in a statement of their own, without the condition',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  supersedes: ['D01-never-applies'],
  *check(document, lab) {
    yield* inertConditions(document, lab, {
      keys: (key) => key === 'kms:viaservice',
      severity: 'warning',
      wildcards: false,
    });
  },
});
