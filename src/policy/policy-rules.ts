// What each kind of policy may contain, and how large it may be. One row for each policy type.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
import type { PolicyType } from '../model/policy.ts';

/** What AWS demands of one kind of policy. */
export interface PolicyRules {
  readonly type: PolicyType;
  /** The kind in words: `a key policy`. */
  readonly label: string;
  /** `everyone`: the Principal must be there and must be `"*"`. */
  readonly principal: 'required' | 'forbidden' | 'everyone';
  /** The keys that its Principal element may have. */
  readonly principalKeys: readonly string[];
  /** NotPrincipal never goes with an Allow. */
  readonly notPrincipal: 'deny' | 'forbidden';
  readonly notAction: boolean;
  /** `inert`: AWS accepts a statement without the element, and the statement has no effect. */
  readonly action: 'required' | 'inert';
  /** `optional`: the services that have such policies differ. */
  readonly resource: 'required' | 'inert' | 'optional' | 'forbidden';
  /** `current`: AWS refuses anything but 2012-10-17; `advised`: IAM's validator asks for it. */
  readonly version: 'current' | 'advised' | 'any';
  /** `strict`: A–Z, a–z, 0–9 and unique, else AWS refuses the document; `free`: spaces are fine. */
  readonly sid: 'strict' | 'plain' | 'free';
  /** Whether the documentation knows `Id` there. */
  readonly id: boolean;
  /** Absent where it depends on the service. */
  readonly quota?: Quota;
}

/** The size that AWS accepts. `note` says what else the limit depends on. */
export interface Quota {
  readonly max: number;
  readonly unit: 'characters' | 'bytes';
  readonly whitespaceCounts: boolean;
  readonly note?: string;
}

const identity = {
  principal: 'forbidden',
  principalKeys: [],
  notPrincipal: 'forbidden',
  notAction: true,
  action: 'required',
  resource: 'required',
  version: 'advised',
  sid: 'strict',
  id: false,
} as const;

const resource = {
  principal: 'required',
  principalKeys: ['AWS', 'Service'],
  notPrincipal: 'deny',
  notAction: true,
  action: 'required',
  resource: 'required',
  version: 'any',
  sid: 'plain',
  id: true,
} as const;

/** The rules of each kind of policy. */
export const policyRules: Readonly<Record<PolicyType, PolicyRules>> = {
  'identity-policy': {
    ...identity,
    type: 'identity-policy',
    label: 'an identity-based policy',
    quota: {
      max: 6144,
      unit: 'characters',
      whitespaceCounts: false,
      note: 'for a managed policy; the inline policies of a user may total 2,048, of a group 5,120, of a role 10,240',
    },
  },
  'permissions-boundary': {
    ...identity,
    type: 'permissions-boundary',
    label: 'a permissions boundary',
    quota: { max: 6144, unit: 'characters', whitespaceCounts: false },
  },
  'session-policy': {
    ...identity,
    type: 'session-policy',
    label: 'a session policy',
    quota: {
      max: 2048,
      unit: 'characters',
      whitespaceCounts: true,
      note: 'together with the ARNs of managed session policies',
    },
  },
  'service-control-policy': {
    ...identity,
    type: 'service-control-policy',
    label: 'a service control policy',
    version: 'current',
    sid: 'plain',
    quota: { max: 10_240, unit: 'characters', whitespaceCounts: true },
  },
  'resource-control-policy': {
    ...identity,
    type: 'resource-control-policy',
    label: 'a resource control policy',
    principal: 'everyone',
    principalKeys: ['AWS'],
    notAction: false,
    version: 'current',
    sid: 'plain',
    quota: { max: 5120, unit: 'characters', whitespaceCounts: true },
  },
  'key-policy': {
    ...resource,
    type: 'key-policy',
    label: 'a key policy',
    action: 'inert',
    resource: 'inert',
    sid: 'free',
    quota: { max: 32_768, unit: 'bytes', whitespaceCounts: true },
  },
  'resource-policy': {
    ...resource,
    type: 'resource-policy',
    label: 'a resource-based policy',
    principalKeys: ['AWS', 'Service', 'Federated', 'CanonicalUser'],
    resource: 'optional',
  },
  'trust-policy': {
    ...resource,
    type: 'trust-policy',
    label: 'a trust policy',
    principalKeys: ['AWS', 'Service', 'Federated'],
    notPrincipal: 'forbidden',
    resource: 'forbidden',
    sid: 'strict',
    quota: {
      max: 2048,
      unit: 'characters',
      whitespaceCounts: false,
      note: 'which AWS raises on request',
    },
  },
  'vpc-endpoint-policy': {
    ...resource,
    type: 'vpc-endpoint-policy',
    label: 'a VPC endpoint policy',
    quota: { max: 20_480, unit: 'characters', whitespaceCounts: true },
  },
};
