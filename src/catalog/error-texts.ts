// The text of an AccessDeniedException, as AWS KMS words it. The wordings without a page of their own
// were observed in public issues and tests, which the rows name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
import type { DenyReason, Reason } from '../model/decision.ts';
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
  const { principalArn, action, resourceArn, named } = call;
  const hidden = hidesKey(call);
  const where =
    named === 'ciphertext'
      ? 'on the resource associated with this ciphertext'
      : hidden
        ? 'on this resource'
        : `on resource: ${resourceArn}`;
  const why = hidden ? hiddenKey.phrase : phraseOf(call).replace('ACTION', () => action);
  return `User: ${principalArn} is not authorized to perform: ${action} ${where} ${why}`;
}

/** A part of the text, with `ACTION` in place of the action, and where it is documented or was seen. */
export interface ErrorPhrase {
  readonly phrase: string;
  readonly source: string;
}

const iam = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html';

/** For a key of another account: it does not even say whether the key exists. */
export const hiddenKey: ErrorPhrase = {
  phrase:
    'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
  source: 'https://github.com/kubernetes-sigs/aws-encryption-provider/issues/141',
};

/** An explicit deny, by the type of the policy. */
export const explicitDeny: Readonly<Record<PolicyType, ErrorPhrase>> = {
  'service-control-policy': denial('a service control policy'),
  'resource-control-policy': denial('a resource control policy'),
  'vpc-endpoint-policy': denial('a VPC endpoint policy'),
  'permissions-boundary': denial('a permissions boundary'),
  'session-policy': denial('a session policy'),
  'key-policy': {
    ...denial('a resource-based policy'),
    source: 'https://github.com/aws/aws-nitro-enclaves-sdk-c/issues/157',
  },
  'resource-policy': denial('a resource-based policy'),
  'trust-policy': denial('the role trust policy'),
  'identity-policy': denial('an identity-based policy'),
};

/** Nothing allows, by the gate that stayed closed. */
export const implicitDeny: Readonly<Record<Exclude<DenyReason, 'explicit-deny'>, ErrorPhrase>> = {
  scp: silence('service control policy'),
  'vpc-endpoint': silence('VPC endpoint policy'),
  'not-delegated': {
    ...silence('resource-based policy'),
    source: 'https://github.com/aws-samples/baseline-environment-on-aws/issues/51',
  },
  'no-identity-allow': silence('identity-based policy'),
  'no-caller-account-allow': silence('identity-based policy'),
  'no-key-account-allow': silence('resource-based policy'),
  'grant-constraint': silence('resource-based policy'),
  boundary: silence('permissions boundary'),
  'session-policy': silence('session policy'),
  'trust-policy': silence('role trust policy'),
  'not-usable-across-accounts': silence('resource-based policy'),
  anonymous: silence('resource-based policy'),
};

function denial(policy: string): ErrorPhrase {
  return { phrase: `with an explicit deny in ${policy}`, source: iam };
}

function silence(policy: string): ErrorPhrase {
  return { phrase: `because no ${policy} allows the ACTION action`, source: iam };
}

function phraseOf({ reason, policyType = 'resource-policy' }: DeniedCall): string {
  if (reason === 'explicit-deny') return explicitDeny[policyType].phrase;
  const row =
    reason in implicitDeny ? implicitDeny[reason as keyof typeof implicitDeny] : undefined;
  return (row ?? implicitDeny['not-delegated']).phrase;
}

/**
 * Whether the text hides the key. It does for a key of another account, unless a guardrail or a policy
 * of the caller's own side denies: such a text tells nothing about the key.
 */
function hidesKey({ crossAccount, resourceArn, reason, policyType }: DeniedCall): boolean {
  if (!crossAccount || !/^arn:[^:]*:kms:/.test(resourceArn)) return false;
  if (reason === 'explicit-deny')
    return policyType === 'key-policy' || policyType === 'resource-policy';
  return !ofTheCallersSide.has(reason);
}

const ofTheCallersSide: ReadonlySet<Reason> = new Set([
  'scp',
  'vpc-endpoint',
  'boundary',
  'session-policy',
]);
