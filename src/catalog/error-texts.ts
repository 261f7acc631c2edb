// The text of an AccessDeniedException, as AWS KMS words it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
import type { Reason } from '../model/decision.ts';
import type { PolicyType } from '../model/policy.ts';

/** What the text depends on. */
export interface DeniedCall {
  readonly principalArn: string;
  readonly action: string;
  readonly resourceArn: string;
  readonly reason: Reason;
  /** The type of the policy that denies explicitly. */
  readonly policyType?: PolicyType;
  readonly crossAccount: boolean;
  /** Whether the call named the key, or only brought a ciphertext that refers to it. */
  readonly named: 'resource' | 'ciphertext';
}

/** The error text of a denial. */
export function accessDeniedText(call: DeniedCall): string {
  const { principalArn, action, resourceArn } = call;
  const subject = `User: ${principalArn} is not authorized to perform: ${action}`;
  const onKey = /^arn:[^:]*:kms:/.test(resourceArn);
  const ciphertext = call.named === 'ciphertext';
  if (call.crossAccount && onKey && hidesKey(call)) {
    const where = ciphertext ? 'the resource associated with this ciphertext' : 'this resource';
    return `${subject} on ${where} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
  }
  const where = ciphertext
    ? 'the resource associated with this ciphertext'
    : `resource: ${resourceArn}`;
  const why =
    call.reason === 'explicit-deny'
      ? `with an explicit deny in ${denying[call.policyType ?? 'resource-policy']}`
      : `because no ${silent[call.reason] ?? 'resource-based policy'} allows the ${action} action`;
  return `${subject} on ${where} ${why}`;
}

/** The wording that does not say whether the key exists: seen wherever the key's own side does not allow. */
function hidesKey({ reason, policyType }: DeniedCall): boolean {
  if (reason === 'explicit-deny')
    return policyType === 'key-policy' || policyType === 'resource-policy';
  return (
    reason === 'no-key-account-allow' ||
    reason === 'grant-constraint' ||
    reason === 'not-usable-across-accounts' ||
    reason === 'anonymous'
  );
}

const denying: Readonly<Record<PolicyType, string>> = {
  'service-control-policy': 'a service control policy',
  'resource-control-policy': 'a resource control policy',
  'vpc-endpoint-policy': 'a VPC endpoint policy',
  'permissions-boundary': 'a permissions boundary',
  'session-policy': 'a session policy',
  'key-policy': 'a resource-based policy',
  'resource-policy': 'a resource-based policy',
  'trust-policy': 'the role trust policy',
  'identity-policy': 'an identity-based policy',
};

const silent: Readonly<Partial<Record<Reason, string>>> = {
  scp: 'service control policy',
  'vpc-endpoint': 'VPC endpoint policy',
  boundary: 'permissions boundary',
  'session-policy': 'session policy',
  'trust-policy': 'role trust policy',
  'not-delegated': 'resource-based policy',
  'no-identity-allow': 'identity-based policy',
  'no-caller-account-allow': 'identity-based policy',
};
