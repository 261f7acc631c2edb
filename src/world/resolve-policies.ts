// The policies that meet in a request, compiled once for each caller, target and endpoint of a world.
import { compilePolicySet, withGrants } from '../engine/compile.ts';
import type { CompiledPolicySet } from '../engine/compiled.ts';
import type { PolicySetInput } from '../engine/policy-set.ts';
import type { Policy } from '../model/policy.ts';
import { policyFromValue } from '../policy/from-value.ts';
import { identityPoliciesOf } from './caller-policies.ts';
import type { FoundCaller } from './find-caller.ts';
import { present } from './present.ts';
import { type Memory, remembered } from './remembered.ts';
import type { Target } from './resolve-target.ts';
import type { Key, VpcEndpoint, World } from './world.ts';

const sets: Memory<Key, CompiledPolicySet> = new WeakMap();
/** Without grants: these come and go while the documents stay. */
const documentSets: Memory<World | Policy, CompiledPolicySet> = new WeakMap();

/** The compiled set of a request; throws PolicyError when a policy that the request brings is invalid. */
export function policySetFor(
  world: World,
  caller: FoundCaller,
  target: Target,
  endpoint: VpcEndpoint | undefined,
): CompiledPolicySet {
  const { cacheKey } = caller;
  const id =
    cacheKey === undefined ? undefined : `${cacheKey}\n${target.resource}\n${endpoint?.id ?? ''}`;
  const { policy, grants = [] } = target.key ?? {};
  const documents = () =>
    remembered(documentSets, policy ?? world, id, () =>
      compilePolicySet(policySetInput(caller, target, endpoint)),
    );
  if (!target.key || grants.length === 0) return documents();
  // A key that has changed is another object, and brings none of the sets that it was compiled into.
  return remembered(sets, target.key, id, () => withGrants(documents(), grants));
}

/** The documents of every layer. */
function policySetInput(
  caller: FoundCaller,
  target: Target,
  endpoint: VpcEndpoint | undefined,
): PolicySetInput {
  const { key, role, other } = target;
  const identity = caller.assumed ? [allowsEverything(caller)] : identityPoliciesOf(caller);
  const scps = caller.account?.organization;
  // AWS managed keys and the management account stand outside the reach of RCPs.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  const rcps = key?.manager === 'AWS' ? undefined : target.account?.organization;
  const resourcePolicy = key?.policy ?? role?.trustPolicy ?? other?.policy;
  return {
    identityPolicies: named(identity, (index) => `identityPolicies[${index}]`),
    serviceControlPolicies:
      scps && !scps.management ? namedLevels(scps.scps, 'serviceControlPolicies') : [],
    resourceControlPolicies:
      rcps && !rcps.management ? namedLevels(rcps.rcps, 'resourceControlPolicies') : [],
    sessionPolicies: caller.sessionPolicies.map((document, index) =>
      isPolicy(document) ? nameOr(document, `sessionPolicies[${index}]`) : document,
    ),
    ...present({
      resourcePolicy: resourcePolicy && nameOr(resourcePolicy, resourcePolicy.type),
      resourceAccount:
        target.account?.id ?? (target.resource === '*' ? caller.accountId : undefined),
      permissionsBoundary:
        caller.entity?.kind !== undefined && caller.entity.boundary
          ? nameOr(caller.entity.boundary, 'permissionsBoundary')
          : undefined,
      vpcEndpointPolicy: endpoint?.policy && nameOr(endpoint.policy, 'vpcEndpointPolicy'),
    }),
  };
}

function allowsEverything({ accountId }: FoundCaller): Policy {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  const name = `assumed: ${accountId} allows everything`;
  return policyFromValue(document, { type: 'identity-policy', name }).policy!;
}

/** A document that its author gave no name is named by where it stands. It stays the same one, which is compiled once. */
function nameOr(policy: Policy, place: string): Policy {
  if (policy.name !== '') return policy;
  return remembered(namedPolicies, policy, place, () => ({ ...policy, name: place }));
}

const namedPolicies: Memory<Policy, Policy> = new WeakMap();

function named(policies: readonly Policy[], place: (index: number) => string): Policy[] {
  return policies.map((policy, index) => nameOr(policy, place(index)));
}

function namedLevels(levels: readonly (readonly Policy[])[], layer: string): Policy[][] {
  return levels.map((level, at) => named(level, (index) => `${layer}[${at}][${index}]`));
}

function isPolicy(document: unknown): document is Policy {
  return typeof document === 'object' && document !== null && 'statements' in document;
}
