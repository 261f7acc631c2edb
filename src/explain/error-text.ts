// The AWS error text of a denial, as an SDK would show it.
import { accessDeniedText } from '../catalog/error-texts.ts';
import type { Case } from './case.ts';

/** The text; undefined for an allow. */
export function errorText(subject: Case, named: 'resource' | 'ciphertext'): string | undefined {
  const { decision, principal, action, resource, crossAccount } = subject.trace;
  if (decision.verdict === 'allow') return undefined;
  const [deny] = decision.kind === 'explicit-deny' ? decision.determining : [];
  return accessDeniedText({
    principalArn: principal.arn,
    action,
    resourceArn: resource,
    reason: decision.reason,
    ...(deny?.kind === 'statement' ? { policyType: deny.type } : {}),
    crossAccount,
    named,
  });
}
