// A copy of a world with other policies in the place of some.
import type { Policy } from '../../model/policy.ts';
import { present } from '../../world/present.ts';
import type { Account, Organization, Role, User, World } from '../../world/world.ts';

/** The world with each policy replaced by what `replace` answers for it; everything that holds one is new. */
export function mapPolicies(world: World, replace: (policy: Policy) => Policy): World {
  const all = (policies: readonly Policy[]) => policies.map(replace);
  const one = (policy: Policy | undefined) => policy && replace(policy);
  const mapped = <T>(from: ReadonlyMap<string, T>, change: (value: T) => T) =>
    new Map([...from].map(([name, value]) => [name, change(value)]));
  const identity = <T extends User | Role>(entity: T): T => ({
    ...entity,
    policies: all(entity.policies),
    ...present({ boundary: one(entity.boundary) }),
  });
  const organization = (from: Organization): Organization => ({
    ...from,
    scps: from.scps.map(all),
    rcps: from.rcps.map(all),
  });
  const account = (from: Account): Account => ({
    ...from,
    users: mapped(from.users, identity),
    groups: mapped(from.groups, (group) => ({ ...group, policies: all(group.policies) })),
    roles: mapped(from.roles, (role) => ({
      ...identity(role),
      ...present({ trustPolicy: one(role.trustPolicy) }),
    })),
    sessions: from.sessions.map((session) => ({ ...session, policies: all(session.policies) })),
    keys: from.keys.map((key) => ({ ...key, ...present({ policy: one(key.policy) }) })),
    vpcEndpoints: mapped(from.vpcEndpoints, (endpoint) => ({
      ...endpoint,
      ...present({ policy: one(endpoint.policy) }),
    })),
    resources: from.resources.map((resource) => ({
      ...resource,
      ...present({ policy: one(resource.policy) }),
    })),
    ...present({ organization: from.organization && organization(from.organization) }),
  });
  return { ...world, accounts: mapped(world.accounts, account) };
}
