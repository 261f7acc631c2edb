// Everyone and everything in a world that has one document: it changes for all of them.
import type { Policy } from '../../model/policy.ts';
import type { World } from '../../world/world.ts';
import type { PolicyHolder } from './policy-places.ts';
import { isSameDocument } from './same-document.ts';

/** The holders of a document, in the order of the accounts. */
export function documentHolders(world: World, document: Policy): readonly PolicyHolder[] {
  const has = (...policies: readonly (Policy | undefined)[]) =>
    policies.some((policy) => policy !== undefined && isSameDocument(policy, document));
  return [...world.accounts.values()].flatMap((account): readonly PolicyHolder[] => {
    const { users, roles, groups, sessions, keys, vpcEndpoints, resources, organization } = account;
    const levels = organization?.scps.flat() ?? [];
    return [
      ...keys.flatMap((key) => (has(key.policy) ? [{ kind: 'key', key } as const] : [])),
      ...[...users.values(), ...roles.values()].filter((entity) =>
        has(entity.boundary, ...entity.policies),
      ),
      ...[...groups.values()].filter((group) => has(...group.policies)),
      ...[...roles.values()].flatMap((role) =>
        has(role.trustPolicy) ? [{ kind: 'trusting-role', role } as const] : [],
      ),
      ...sessions.flatMap((session) =>
        has(...session.policies) ? [{ kind: 'session', session } as const] : [],
      ),
      ...[...vpcEndpoints.values()].flatMap((endpoint) =>
        has(endpoint.policy) ? [{ kind: 'vpc-endpoint', endpoint } as const] : [],
      ),
      ...resources.flatMap((resource) =>
        has(resource.policy) ? [{ kind: 'resource', resource } as const] : [],
      ),
      ...(has(...levels) ? [{ kind: 'account', account: account.id } as const] : []),
    ];
  });
}
