// The keys and aliases of a simulation, by account and Region, as the calls have made them. Each Region of each
// account is on its own. What a lookup finds, or finds missing, can be watched: a server that shares its state
// with others must know what a call rested on.
import { createHmac, type KeyObject } from 'node:crypto';
import type { WrappingAlgorithm } from '../crypto/key-wrap.ts';
import type { Random } from '../crypto/random.ts';
import type { World } from '../world/world.ts';
import { change, type KeyFamily, type StoredKey } from './key.ts';
import { settle } from './settle.ts';

/** An alias, and the key that it stands for. */
export interface Alias {
  readonly name: string;
  readonly keyId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The keys and aliases of a simulation. Every key that it hands out is as the clock has it. */
export interface KeyStore {
  readonly world: World;
  readonly random: Random;
  readonly key: (account: string, region: string, id: string, now: Date) => StoredKey | undefined;
  /** The key of a Region that a ciphertext names, whatever its account; worlds may have one id in two. */
  readonly keyOfCiphertext: (
    region: string,
    id: string,
    now: Date,
    account?: string,
  ) => StoredKey | undefined;
  readonly keys: (account: string, region: string, now: Date) => readonly StoredKey[];
  /** The keys of an account in every Region. */
  readonly allKeys: (account: string, now: Date) => readonly StoredKey[];
  readonly add: (key: StoredKey) => void;
  readonly remove: (key: StoredKey) => void;
  readonly alias: (account: string, region: string, name: string) => Alias | undefined;
  /** The aliases of an account and Region, by name. */
  readonly aliases: (account: string, region: string) => readonly Alias[];
  /** Points an alias at a key, or takes it away. */
  readonly setAlias: (
    account: string,
    region: string,
    name: string,
    alias: Alias | undefined,
  ) => void;
  /** A keyed digest that nobody outside the simulation can make. */
  readonly digest: (...parts: readonly (string | Uint8Array)[]) => Buffer;
  /** The Region of the world's keys, where all are in one, or the one that the world names. */
  readonly onlyRegion: string | undefined;
  /** The Regions in which an account has a key of this id, or this alias. */
  readonly regionsOf: (account: string | undefined, name: string) => readonly string[];
  /** The grants that tokens stand for. */
  readonly grantTokens: Tokens<GrantReference>;
  /** Import tokens that have been handed out. */
  readonly importTokens: Tokens<ImportParameters>;
}

/** What tokens stand for. A map will do. */
export interface Tokens<T> {
  readonly has: (token: string) => boolean;
  readonly get: (token: string) => T | undefined;
  readonly set: (token: string, meaning: T) => unknown;
}

/** The grant that a token stands for. */
export interface GrantReference {
  readonly keyArn: string;
  readonly grantId: string;
}

/** What an import token stands for. */
export interface ImportParameters {
  readonly keyArn: string;
  readonly wrappingAlgorithm: WrappingAlgorithm;
  readonly privateKey: KeyObject;
  readonly validTo: Date;
}

/** What a store is made with; all of it is new unless given. */
export interface KeyStoreOptions {
  /** The key of `digest`. */
  readonly secret?: Uint8Array;
  readonly grantTokens?: Tokens<GrantReference>;
  readonly importTokens?: Tokens<ImportParameters>;
  /** Hears which keys a lookup handed out; `everything` where it rested on what is not there, or on all. */
  readonly looked?: (at: KeyFamily | 'everything') => void;
}

interface Place {
  readonly keys: Map<string, StoredKey>;
  readonly aliases: Map<string, Alias>;
}

/** A store without keys. */
export function emptyKeyStore(
  world: World,
  random: Random,
  options: KeyStoreOptions = {},
): KeyStore {
  const { secret = random(32), looked = () => {} } = options;
  const { grantTokens = new Map(), importTokens = new Map() } = options;
  const places = new Map<string, Map<string, Place>>();
  const byRegion = new Map<string, Map<string, readonly StoredKey[]>>();
  const placeOf = (account: string, region: string) => places.get(account)?.get(region);
  const place = (account: string, region: string): Place => {
    const regions = getOrAdd(places, account, () => new Map<string, Place>());
    return getOrAdd(regions, region, () => ({ keys: new Map(), aliases: new Map() }));
  };
  const current = (key: StoredKey | undefined, at: Date) => {
    looked(key ? key.family : 'everything');
    if (key) settle(key, store, at);
    return key && key.family.members.get(key.view.region) === key ? key : undefined;
  };
  const store: KeyStore = {
    world,
    random,
    onlyRegion: world.region ?? onlyRegionOf(world),
    grantTokens,
    importTokens,
    regionsOf(account, name) {
      looked('everything');
      return [...(places.get(account ?? '') ?? [])].flatMap(([region, { keys, aliases }]) =>
        keys.has(name) || aliases.has(name) ? [region] : [],
      );
    },
    key: (account, region, id, at) => current(placeOf(account, region)?.keys.get(id), at),
    keyOfCiphertext(region, id, at, account) {
      const keys = byRegion.get(region)?.get(id);
      const own = keys && keys.length > 1 && keys.find(({ view }) => view.account === account);
      return current(own || keys?.[0], at);
    },
    keys(account, region, at) {
      looked('everything');
      const all = [...(placeOf(account, region)?.keys.values() ?? [])];
      return all.filter((key) => current(key, at));
    },
    allKeys: (account, at) =>
      [...(places.get(account)?.keys() ?? [])].flatMap((region) => store.keys(account, region, at)),
    add(key) {
      looked(key.family);
      const { account, region, id } = key.view;
      place(account, region).keys.set(id, key);
      const ids = getOrAdd(byRegion, region, () => new Map<string, readonly StoredKey[]>());
      ids.set(id, [...(ids.get(id) ?? []), key]);
      key.family.members.set(region, key);
    },
    remove(key) {
      const { account, region, id, aliases } = key.view;
      for (const name of aliases) store.setAlias(account, region, name, undefined);
      place(account, region).keys.delete(id);
      const ids = byRegion.get(region);
      const rest = ids?.get(id)?.filter((other) => other !== key) ?? [];
      if (rest.length === 0) ids?.delete(id);
      else ids?.set(id, rest);
      key.family.members.delete(region);
    },
    alias(account, region, name) {
      const alias = placeOf(account, region)?.aliases.get(name);
      if (!alias) looked('everything');
      return alias;
    },
    aliases(account, region) {
      looked('everything');
      const all = [...(placeOf(account, region)?.aliases.values() ?? [])];
      return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    setAlias(account, region, name, alias) {
      const { keys, aliases } = place(account, region);
      const before = keys.get(aliases.get(name)?.keyId ?? '');
      if (before) looked(before.family);
      if (before) change(before, { aliases: before.view.aliases.filter((held) => held !== name) });
      aliases.delete(name);
      if (!alias) return;
      aliases.set(name, alias);
      const after = keys.get(alias.keyId);
      if (after) change(after, { aliases: [...after.view.aliases, name] });
    },
    digest(...parts) {
      const hmac = createHmac('sha256', secret);
      for (const part of parts) hmac.update(part).update('\0');
      return hmac.digest();
    },
  };
  return store;
}

function onlyRegionOf(world: World): string | undefined {
  const regions = new Set(
    [...world.accounts.values()].flatMap(({ keys }) => keys.map(({ region }) => region)),
  );
  return regions.size === 1 ? [...regions][0] : undefined;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
