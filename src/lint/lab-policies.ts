// The policies that a document is tried with: itself in its layer, the others as open as they can be.
import type { PolicySetInput } from '../engine/policy-set.ts';
import { identityPoliciesOf } from '../world/caller-policies.ts';
import { findCaller } from '../world/find-caller.ts';
import type { LintDocument, LintScope } from './scope.ts';

/** What the caller's own identity policies say; the `deployer`'s are those of the world, where it knows them. */
export type IdentityPolicies = 'nothing' | 'everything' | 'deployer';

const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** A document in the layer that it belongs to, with the others as open as they can be. */
export function policiesFor(
  { policy }: LintDocument,
  identity: IdentityPolicies,
  account: string,
  scope: LintScope,
): PolicySetInput {
  const home = scope.world?.accounts.get(account)?.organization;
  const guardrails = {
    serviceControlPolicies: home && !home.management ? home.scps : [],
    resourceControlPolicies: home && !home.management ? home.rcps : [],
  };
  const open = { document: everything, name: 'assumed: everything' };
  const deployer = identity === 'deployer' ? deployerIn(scope) : undefined;
  const identityPolicies = deployer
    ? identityPoliciesOf(deployer)
    : identity === 'nothing'
      ? []
      : [open];
  const boundary = deployer?.entity?.boundary;
  const delegating = {
    name: 'assumed: key policy',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: account },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
  };
  const base = { resourceAccount: account, ...guardrails };
  const allowing = { ...base, resourcePolicy: delegating, identityPolicies: [open] };
  switch (policy.type) {
    case 'key-policy':
    case 'resource-policy':
    case 'trust-policy':
      return {
        ...base,
        resourcePolicy: policy,
        identityPolicies,
        ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
      };
    case 'identity-policy':
      return {
        ...base,
        resourcePolicy: delegating,
        identityPolicies: [policy, ...identityPolicies],
      };
    case 'permissions-boundary':
      return { ...allowing, permissionsBoundary: policy };
    case 'session-policy':
      return { ...allowing, sessionPolicies: [policy] };
    case 'service-control-policy':
      return { ...allowing, serviceControlPolicies: [[policy]] };
    case 'resource-control-policy':
      return { ...allowing, resourceControlPolicies: [[policy]] };
    case 'vpc-endpoint-policy':
      return { ...allowing, vpcEndpointPolicy: policy };
    default:
      return policy.type satisfies never;
  }
}

/** The deployer, where the world knows his policies. */
export function deployerIn({ deployer, world }: LintScope) {
  if (deployer === undefined || !world) return undefined;
  const step = findCaller(world, deployer, true);
  return step.kind === 'found' && step.value.entity ? step.value : undefined;
}

/** What these policies assume, in words. */
export function assumptionsOf(
  { policy }: LintDocument,
  identity: IdentityPolicies,
): readonly string[] {
  const resource = ['key-policy', 'resource-policy', 'trust-policy'].includes(policy.type);
  if (resource)
    return identity === 'everything' ? ['an identity policy that allows everything'] : [];
  const delegation = 'a key policy that delegates to the account';
  if (policy.type === 'identity-policy') return [delegation];
  return [delegation, 'an identity policy that allows everything'];
}
