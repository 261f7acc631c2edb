// A state that lives as long as its process. It keeps no events: those of the last calls are remembered by the
// server itself (remembered-calls.ts), and a trail holds them all.
import { systemRandom } from '../../crypto/random.ts';
import { createWorkers } from '../../crypto/workers.ts';
import { CallOutcome } from '../../kms/call-outcome.ts';
import { onceMade } from '../../kms/once-made.ts';
import { beginCall, type Kernel, runCall } from '../../kms/perform.ts';
import { createKeyStore } from '../../kms/seed-keys.ts';
import type { SimulatorOptions } from '../../kms/simulator.ts';
import type { World } from '../../world/world.ts';
import { createMemorySessions } from '../sessions.ts';
import { keyMaterialsOf } from './key-materials.ts';
import { nameVersions, numberPolicies } from './policy-versions.ts';
import type { State } from './state.ts';
import { worldNow } from './world-now.ts';

/** A state in memory, which begins as the world says. */
export function createMemoryState(world: World, options: SimulatorOptions = {}): State {
  const { clock: given = () => new Date(), random = systemRandom } = options;
  const clock = () => new Date(given().getTime());
  const workers = createWorkers();
  const store = createKeyStore(world, clock(), random);
  const kernel: Kernel = { store, clock, random, workers };
  const versions = numberPolicies();
  return {
    perform(request) {
      const call = beginCall(kernel, request);
      const running = runCall(kernel, call);
      nameVersions(call, versions);
      return onceMade(running, () => {
        // With a recipient the decisions come later.
        if (request.parameters?.Recipient !== undefined) nameVersions(call, versions);
        return new CallOutcome(call);
      });
    },
    keep: async () => {},
    event: async () => undefined,
    world: async () => worldNow(store, world, clock()),
    keyMaterials: async () => keyMaterialsOf(store, world, clock()),
    sessions: createMemorySessions(),
    ready: async () => true,
    close: () => workers.close(),
  };
}
