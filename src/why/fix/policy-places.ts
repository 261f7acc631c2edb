// The policy documents that meet in a request, each with the place in the world where it stands, under the
// names by which decisions and fixes call them.
import type { Policy, PolicyType } from '../../model/policy.ts';
import type { Layer } from '../../model/trace.ts';
import type { DocumentInput } from '../../policy/document.ts';
import type { FoundCaller } from '../../world/find-caller.ts';
import type { Parties } from '../../world/resolve.ts';
import type {
  Group,
  Key,
  OtherResource,
  Role,
  Session,
  User,
  VpcEndpoint,
} from '../../world/world.ts';

/** A document of a request. `level` is that of an SCP or RCP. */
export interface PolicyPlace {
  readonly layer: Layer;
  readonly level: number;
  /** What decisions call it. */
  readonly name: string;
  /** Absent for a session policy that the request brings as plain JSON or text. */
  readonly policy?: Policy;
  readonly holder: PolicyHolder;
}

/** What a document belongs to. */
export type PolicyHolder =
  | User
  | Role
  | Group
  | { readonly kind: 'trusting-role'; readonly role: Role }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'resource'; readonly resource: OtherResource }
  | { readonly kind: 'vpc-endpoint'; readonly endpoint: VpcEndpoint }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'session'; readonly session: Session }
  /** A session policy that the request itself brings; `index` counts those of the request. */
  | { readonly kind: 'request'; readonly document: DocumentInput; readonly index: number };

/** The layer in which a document of a type takes part. */
export const layerOfType: Readonly<Record<PolicyType, Layer>> = {
  'identity-policy': 'identity',
  'key-policy': 'resource',
  'resource-policy': 'resource',
  'trust-policy': 'resource',
  'permissions-boundary': 'boundary',
  'session-policy': 'session',
  'service-control-policy': 'scp',
  'resource-control-policy': 'rcp',
  'vpc-endpoint-policy': 'vpc-endpoint',
};

/** All documents of a request. */
export function policyPlaces(parties: Parties): readonly PolicyPlace[] {
  const { caller, endpoint } = parties;
  const { account, entity } = caller;
  const place = (
    layer: Layer,
    fallback: string,
    policy: Policy | undefined,
    holder: PolicyHolder,
    level = 0,
  ): PolicyPlace[] =>
    policy === undefined ? [] : [{ layer, level, name: policy.name || fallback, policy, holder }];
  const organization = account?.organization;
  return [
    ...resourcePlace(parties, place),
    ...identityPlaces(caller).flatMap(({ policy, holder }, index) =>
      place('identity', `identityPolicies[${index}]`, policy, holder),
    ),
    ...(entity ? place('boundary', 'permissionsBoundary', entity.boundary, entity) : []),
    ...(endpoint
      ? place('vpc-endpoint', 'vpcEndpointPolicy', endpoint.policy, {
          kind: 'vpc-endpoint',
          endpoint,
        })
      : []),
    ...(account && organization && !organization.management
      ? organization.scps.flatMap((level, at) =>
          level.flatMap((policy, index) =>
            place(
              'scp',
              `serviceControlPolicies[${at}][${index}]`,
              policy,
              { kind: 'account', account: account.id },
              at,
            ),
          ),
        )
      : []),
    ...sessionPlaces(caller),
  ];
}

type Make = (
  layer: Layer,
  fallback: string,
  policy: Policy | undefined,
  holder: PolicyHolder,
) => PolicyPlace[];

function resourcePlace({ target }: Parties, place: Make): PolicyPlace[] {
  const { key, role, other } = target;
  if (key?.policy) return place('resource', 'key-policy', key.policy, { kind: 'key', key });
  if (role?.trustPolicy) {
    return place('resource', 'trust-policy', role.trustPolicy, { kind: 'trusting-role', role });
  }
  if (!other) return [];
  return place('resource', 'resource-policy', other.policy, { kind: 'resource', resource: other });
}

/** The caller's own policies, then its groups', in the order in which they are numbered. */
function identityPlaces({ account, entity }: FoundCaller) {
  if (!entity) return [];
  const names = entity.kind === 'user' ? entity.groups : [];
  const groups = names.flatMap((name) => account?.groups.get(name) ?? []);
  return [entity, ...groups].flatMap((holder) =>
    holder.policies.map((policy) => ({ policy, holder })),
  );
}

function sessionPlaces({ account, sessionPolicies }: FoundCaller): readonly PolicyPlace[] {
  const session = account?.sessions.find(({ policies }) =>
    policies.some((policy) => sessionPolicies.includes(policy)),
  );
  const known = session?.policies.length ?? 0;
  return sessionPolicies.map((document, index): PolicyPlace => {
    const base = { layer: 'session', level: 0 } as const;
    const name = nameOf(document) || `sessionPolicies[${index}]`;
    const policy = session?.policies[index];
    if (session && policy) return { ...base, name, policy, holder: { kind: 'session', session } };
    return { ...base, name, holder: { kind: 'request', document, index: index - known } };
  });
}

function nameOf(document: DocumentInput): string {
  const named = typeof document === 'object' && 'name' in document ? document.name : undefined;
  return typeof named === 'string' ? named : '';
}
