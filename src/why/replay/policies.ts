// All policies of a world, of every kind.
import type { Policy } from '../../model/policy.ts';
import type { World } from '../../world/world.ts';

/** Every policy that can take part in a decision. */
export function* policiesOf(world: World): Generator<Policy> {
  for (const account of world.accounts.values()) {
    const { organization, users, groups, roles, sessions, keys, vpcEndpoints, resources } = account;
    for (const level of [...(organization?.scps ?? []), ...(organization?.rcps ?? [])])
      yield* level;
    for (const user of users.values()) yield* user.policies;
    for (const group of groups.values()) yield* group.policies;
    for (const role of roles.values()) yield* role.policies;
    for (const session of sessions) yield* session.policies;
    const others = [
      ...[...users.values(), ...roles.values()].map(({ boundary }) => boundary),
      ...[...roles.values()].map(({ trustPolicy }) => trustPolicy),
      ...keys.map(({ policy }) => policy),
      ...[...vpcEndpoints.values()].map(({ policy }) => policy),
      ...resources.map(({ policy }) => policy),
    ];
    for (const policy of others) if (policy !== undefined) yield policy;
  }
}
