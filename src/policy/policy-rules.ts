// What each kind of policy may contain. One row for each policy type; catalog/quotas.ts has the sizes.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
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
  /** Whether `*` may stand alone as an action, naming no service. */
  readonly bareAction: boolean;
  /** `full-access`: only the statement that allows everyone everything, which AWS itself attaches. */
  readonly allow: 'any' | 'full-access';
  /** Whether `*` in Resource means the resource that the policy belongs to, and nothing else is documented. */
  readonly resourceIsOwn: boolean;
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
}

const identity = {
  principal: 'forbidden',
  principalKeys: [],
  notPrincipal: 'forbidden',
  notAction: true,
  bareAction: true,
  allow: 'any',
  resourceIsOwn: false,
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
  bareAction: true,
  allow: 'any',
  resourceIsOwn: false,
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
  },
  'permissions-boundary': {
    ...identity,
    type: 'permissions-boundary',
    label: 'a permissions boundary',
  },
  'session-policy': {
    ...identity,
    type: 'session-policy',
    label: 'a session policy',
  },
  'service-control-policy': {
    ...identity,
    type: 'service-control-policy',
    label: 'a service control policy',
    version: 'current',
    sid: 'plain',
  },
  'resource-control-policy': {
    ...identity,
    type: 'resource-control-policy',
    label: 'a resource control policy',
    principal: 'everyone',
    principalKeys: ['AWS'],
    notAction: false,
    bareAction: false,
    allow: 'full-access',
    version: 'current',
    sid: 'plain',
  },
  'key-policy': {
    ...resource,
    type: 'key-policy',
    label: 'a key policy',
    resourceIsOwn: true,
    action: 'inert',
    resource: 'inert',
    sid: 'free',
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
  },
  'vpc-endpoint-policy': {
    ...resource,
    type: 'vpc-endpoint-policy',
    label: 'a VPC endpoint policy',
  },
};
