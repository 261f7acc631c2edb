// The caller of a call, as the world knows it and as policies see it.
import { readPrincipal } from '../engine/principal.ts';
import type { Principal } from '../model/principal.ts';
import type { CallerInput } from '../world/caller-name.ts';
import { type FoundCaller, findCaller } from '../world/find-caller.ts';
import type { World } from '../world/world.ts';
import { mustFind } from './unresolved.ts';

/** A caller that was found, and read once. */
export interface KnownCaller {
  readonly caller: FoundCaller;
  readonly principal: Principal;
}

/** Finds a caller. Throws a SimulationError where the world does not hold it; `assume` as in `findCaller`. */
export function knownCaller(
  world: World,
  named: string | CallerInput,
  assume: boolean,
): KnownCaller {
  const caller = mustFind(findCaller(world, named, assume));
  return { caller, principal: readPrincipal(caller.input) };
}
