// Who and what meet in a request to a world: its caller, key and endpoint.
import { findCaller } from '../../world/find-caller.ts';
import { present } from '../../world/present.ts';
import type { ResolveOptions, WorldRequest } from '../../world/request.ts';
import { findEndpoint, type Parties } from '../../world/resolve.ts';
import { findTarget } from '../../world/resolve-target.ts';
import type { World } from '../../world/world.ts';

/** A request to a world, and how it is to be taken. */
export interface Asked {
  readonly ask: WorldRequest;
  readonly options: ResolveOptions;
}

/** The parties of a request; undefined where the world does not hold one of them. */
export function findParties(world: World, { ask, options }: Asked): Parties | undefined {
  const caller = findCaller(world, ask.principal, options.assumeCallerAllows === true);
  if (caller.kind !== 'found') return undefined;
  const target = findTarget(world, ask, caller.value.accountId);
  if (target.kind !== 'found') return undefined;
  const endpoint = findEndpoint(world, ask.vpcEndpoint);
  if (endpoint.kind !== 'found') return undefined;
  return { caller: caller.value, target: target.value, ...present({ endpoint: endpoint.value }) };
}
