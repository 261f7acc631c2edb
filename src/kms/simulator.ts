// A simulated AWS KMS: it decides as the world's policies say, and runs what is allowed on real keys.
import { type Random, systemRandom } from '../crypto/random.ts';
import { createWorkers } from '../crypto/workers.ts';
import type { Account, World } from '../world/world.ts';
import type { KeyStore } from './key-store.ts';
import type { Outcome } from './outcome.ts';
import { perform } from './perform.ts';
import { createKeyStore } from './seed-keys.ts';
import type { SimulateRequest } from './simulate-request.ts';

/** Where time and randomness come from. */
export interface SimulatorOptions {
  /** The time of each call; the system's clock unless said otherwise. */
  readonly clock?: () => Date;
  /** Random bytes: with the same ones and the same clock, ids, symmetric ciphertexts and tokens come out alike. */
  readonly random?: Random;
}

/** A simulated AWS KMS that keeps its state from call to call. */
export interface Simulator {
  /**
   * Performs one call. A denial and every error of the API are outcomes; rejects with a SimulationError
   * when the world does not hold what it takes to answer, or the request cannot be meant.
   */
  simulate(request: SimulateRequest): Promise<Outcome>;
  /** The world as the calls have left it: its keys, their policies, grants, aliases, tags and states. */
  world(): World;
  /** Ends the worker threads; calls that need one are rejected after that. */
  close(): Promise<void>;
}

/** Makes a simulator of a world. The world itself never changes. */
export function createSimulator(world: World, options: SimulatorOptions = {}): Simulator {
  const { clock: given = () => new Date(), random = systemRandom } = options;
  // The clock's owner may move one Date on and on.
  const clock = () => new Date(given().getTime());
  const workers = createWorkers();
  const store = createKeyStore(world, clock(), random);
  const kernel = { store, clock, random, workers };
  return {
    simulate: (request) => perform(kernel, request),
    world: () => worldNow(store, clock()),
    close: () => workers.close(),
  };
}

function worldNow(store: KeyStore, now: Date): World {
  const accounts = [...store.world.accounts.values()].map((account): [string, Account] => [
    account.id,
    { ...account, keys: store.allKeys(account.id, now).map(({ view }) => view) },
  ]);
  return { ...store.world, accounts: new Map(accounts) };
}
