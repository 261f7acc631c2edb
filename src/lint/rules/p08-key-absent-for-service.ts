import { findConditionKey } from '../../catalog/condition-keys.ts';
import { holdsWithoutKey, keyOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { conditionsOf, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'P08-key-absent-for-service',
  severity: 'error',
  summary: 'a condition wants a key that requests of services never carry',
  why: 'when a service calls for itself there is no user, role or network of a caller: the condition fails, and the statement never applies to the service',
  remedy:
    'use `aws:SourceArn`, `aws:SourceAccount` or `aws:SourceOrgID`, and put people into a statement of their own',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties',
  types: ['key-policy', 'resource-policy', 'trust-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      const entries = principalsOf(statement);
      const services = entries.filter(({ kind }) => kind === 'service');
      if (services.length === 0) continue;
      for (const clause of conditionsOf(statement)) {
        const key = findConditionKey(clause.key);
        // K51 says more of kms:ViaService.
        if (!key || keyOf(clause) === 'kms:viaservice' || clause.unknown !== undefined) continue;
        if (key.callers.includes('service') || holdsWithoutKey(clause)) continue;
        yield {
          severity: services.length === entries.length ? 'error' : 'warning',
          message: `${statementName(statement)}: \`${clause.key}\` is never in requests of ${services.map(({ value }) => `\`${value}\``).join(', ')}, so the statement does not apply to ${services.length === 1 ? 'it' : 'them'}`,
          span: clause.keySpan,
          // Assumption service-caller-account-absent.
          ...(keyOf(clause) === 'kms:calleraccount' ? { possible: true } : {}),
        };
      }
    }
  },
});
