// What calls run on: the units of the store in memory, and how each differs from what is saved. A unit that was
// changed elsewhere is replaced as a whole: calls that hold the old one are run again.
import type { Random } from '../../crypto/random.ts';
import type { KeyFamily } from '../../kms/key.ts';
import {
  emptyKeyStore,
  type GrantReference,
  type ImportParameters,
  type KeyStore,
} from '../../kms/key-store.ts';
import type { World } from '../../world/world.ts';
import type { Loaded, LoadedUnit } from './load-units.ts';
import { numberPolicies, type PolicyVersions } from './policy-versions.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';
import { type StoredTokens, storedTokens } from './stored-tokens.ts';
import type { PolicyRow } from './tables.ts';
import { unitOf } from './unit.ts';

/** A unit in memory. */
export interface UnitState {
  readonly unit: string;
  readonly account: string;
  readonly keyId: string;
  /** What the store holds; absent until it was first saved. */
  saved: Snapshot | undefined;
  /** Whether another took its place. */
  dead: boolean;
}

/** What a call looked at. */
export interface Looked {
  readonly families: Set<KeyFamily>;
  /** Whether it rested on something that is not there, or on all there is. */
  everything: boolean;
}

/** The units in memory. */
export interface Memory {
  readonly store: KeyStore;
  readonly versions: PolicyVersions;
  readonly grantTokens: StoredTokens<GrantReference>;
  readonly importTokens: StoredTokens<ImportParameters>;
  /** The number of the last change that is in memory. */
  change: number;
  /** How often units were replaced. */
  replaced: number;
  /** What was looked at since the last transaction: all that may have changed. */
  readonly touched: Set<KeyFamily>;
  /** Notes what is looked at while `run` runs, up to where it first waits. */
  readonly watch: <T>(looked: Looked, run: () => T) => T;
  readonly stateOf: (family: KeyFamily) => UnitState | undefined;
  readonly snapshot: (family: KeyFamily) => Snapshot;
  /** Takes in what was read from the store, in place of what is there of these units. */
  readonly take: (loaded: Loaded) => void;
  /** Takes units out that the store does not hold as they are. */
  readonly drop: (families: Iterable<KeyFamily>) => void;
  /** Numbers the policies that a key family has now, and keeps those that are new until they are saved. */
  readonly notePolicies: (family: KeyFamily) => void;
  readonly newPolicies: Set<NewPolicy>;
  /** The units that the store knew and that have no keys any more. */
  readonly removed: Set<string>;
}

/** A version of a key policy that is not saved yet. */
export interface NewPolicy extends PolicyRow {
  readonly unit: string;
}

/** A memory without units. */
export function createMemory(world: World, random: Random, secret: Uint8Array): Memory {
  const states = new WeakMap<KeyFamily, UnitState>();
  const byUnit = new Map<string, KeyFamily>();
  const touched = new Set<KeyFamily>();
  const grantTokens = storedTokens<GrantReference>();
  const importTokens = storedTokens<ImportParameters>();
  let watching: Looked | undefined;
  const store = emptyKeyStore(world, random, {
    secret,
    grantTokens,
    importTokens,
    looked(at) {
      if (at === 'everything') {
        if (watching) watching.everything = true;
        return;
      }
      touched.add(at);
      watching?.families.add(at);
    },
  });
  const remember = (family: KeyFamily, state: UnitState) => {
    states.set(family, state);
    byUnit.set(state.unit, family);
    return state;
  };
  const stateOf = (family: KeyFamily): UnitState | undefined => {
    const known = states.get(family);
    if (known) return known;
    const [key] = family.members.values();
    if (!key) return undefined;
    const { account, id } = key.view;
    return remember(family, {
      unit: unitOf(key.view),
      account,
      keyId: id,
      saved: undefined,
      dead: false,
    });
  };
  const dropOne = (family: KeyFamily) => {
    const state = stateOf(family);
    for (const key of [...family.members.values()]) store.remove(key);
    touched.delete(family);
    memory.replaced++;
    if (!state) return;
    state.dead = true;
    if (byUnit.get(state.unit) === family) byUnit.delete(state.unit);
    for (const policy of memory.newPolicies) {
      if (policy.unit === state.unit) memory.newPolicies.delete(policy);
    }
    grantTokens.forget(state.unit);
    importTokens.forget(state.unit);
  };
  const add = ({ unit, family, keys, removed }: LoadedUnit) => {
    memory.replaced++;
    if (removed) memory.removed.add(unit);
    for (const { key } of keys) store.add(key);
    for (const { key, aliases } of keys) {
      const { account, region } = key.view;
      for (const alias of aliases) store.setAlias(account, region, alias.name, alias);
    }
    for (const { key, policyVersion } of keys) memory.versions.set(key.view, policyVersion);
    const saved = snapshotOf(family, store);
    const account = unit.slice(0, unit.indexOf('/'));
    remember(family, { unit, account, keyId: family.id, saved, dead: false });
  };
  const memory: Memory = {
    store,
    versions: numberPolicies(),
    grantTokens,
    importTokens,
    change: 0,
    replaced: 0,
    touched,
    removed: new Set(),
    newPolicies: new Set(),
    notePolicies(family) {
      for (const { view, policyText } of family.members.values()) {
        if (memory.versions.has(view)) continue;
        const { account, region, id } = view;
        memory.newPolicies.add({
          unit: unitOf(view),
          account,
          region,
          key_id: id,
          version: memory.versions.of(view),
          document: policyText,
        });
      }
    },
    watch(looked, run) {
      watching = looked;
      try {
        return run();
      } finally {
        watching = undefined;
      }
    },
    stateOf,
    snapshot: (family) => snapshotOf(family, store),
    take(loaded) {
      for (const { unit } of loaded.units) {
        const old = byUnit.get(unit);
        if (old) dropOne(old);
      }
      for (const unit of loaded.units) add(unit);
      for (const { family } of loaded.units) touched.delete(family);
      grantTokens.load(loaded.grantTokens);
      importTokens.load(loaded.importTokens);
    },
    drop(families) {
      for (const family of families) dropOne(family);
    },
  };
  return memory;
}
