// The AWS error text of a denial, as an SDK would show it.
import { accessDeniedText } from '../catalog/error-texts.ts';
import type { Trace } from '../model/trace.ts';
import type { Case } from './case.ts';

/** The text; undefined for an allow. */
export function errorText(subject: Case, named: 'resource' | 'ciphertext'): string | undefined {
  const { trace } = subject;
  return trace.decision.verdict === 'allow' ? undefined : deniedText(trace, named);
}

/** The text that a denial has. */
export function deniedText(trace: Trace, named: 'resource' | 'ciphertext'): string {
  const { decision, principal, action, resource, crossAccount } = trace;
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
