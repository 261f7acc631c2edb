// The keys and aliases of a simulation, by account and Region: those of the world to begin with, then what
// the calls make of them. Each Region of each account is on its own.
import { createHmac, type KeyObject } from 'node:crypto';
import type { WrappingAlgorithm } from '../crypto/key-wrap.ts';
import type { Random } from '../crypto/random.ts';
import { printPolicy } from '../policy/print.ts';
import type { Account, Key, World } from '../world/world.ts';
import { change, type KeyFamily, type StoredKey } from './key.ts';
import { keySpecs } from './key-specs.ts';
import { addMaterial } from './materials.ts';
import { rotationFrom } from './rotation.ts';
import { dayMs, settle } from './settle.ts';

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
  readonly grantTokens: Map<string, { readonly keyArn: string; readonly grantId: string }>;
  /** Import tokens that have been handed out. */
  readonly importTokens: Map<string, ImportParameters>;
}

/** What an import token stands for. */
export interface ImportParameters {
  readonly keyArn: string;
  readonly wrappingAlgorithm: WrappingAlgorithm;
  readonly privateKey: KeyObject;
  readonly validTo: Date;
}

interface Place {
  readonly keys: Map<string, StoredKey>;
  readonly aliases: Map<string, Alias>;
}

/** The store of a world at the beginning of its simulation. */
export function createKeyStore(world: World, now: Date, random: Random): KeyStore {
  const places = new Map<string, Place>();
  const byRegion = new Map<string, Map<string, readonly StoredKey[]>>();
  const secret = random(32);
  const place = (account: string, region: string): Place =>
    getOrAdd(places, `${account}/${region}`, () => ({ keys: new Map(), aliases: new Map() }));
  const current = (key: StoredKey | undefined, at: Date) => {
    if (key) settle(key, store, at);
    return key && key.family.members.get(key.view.region) === key ? key : undefined;
  };
  const store: KeyStore = {
    world,
    random,
    onlyRegion: world.region ?? onlyRegionOf(world),
    grantTokens: new Map(),
    importTokens: new Map(),
    regionsOf: (account, name) =>
      [...places].flatMap(([id, { keys, aliases }]) => {
        const [owner, region] = id.split('/') as [string, string];
        return owner === account && (keys.has(name) || aliases.has(name)) ? [region] : [];
      }),
    key: (account, region, id, at) => current(places.get(`${account}/${region}`)?.keys.get(id), at),
    keyOfCiphertext(region, id, at, account) {
      const keys = byRegion.get(region)?.get(id);
      const own = keys && keys.length > 1 && keys.find(({ view }) => view.account === account);
      return current(own || keys?.[0], at);
    },
    keys: (account, region, at) =>
      [...(places.get(`${account}/${region}`)?.keys.values() ?? [])].filter((key) =>
        current(key, at),
      ),
    allKeys: (account, at) =>
      [...places.keys()].flatMap((id) => {
        const [owner, region] = id.split('/') as [string, string];
        return owner === account ? store.keys(owner, region, at) : [];
      }),
    add(key) {
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
    alias: (account, region, name) => places.get(`${account}/${region}`)?.aliases.get(name),
    aliases: (account, region) =>
      [...(places.get(`${account}/${region}`)?.aliases.values() ?? [])].sort((a, b) =>
        a.name < b.name ? -1 : 1,
      ),
    setAlias(account, region, name, alias) {
      const { keys, aliases } = place(account, region);
      const before = keys.get(aliases.get(name)?.keyId ?? '');
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
  for (const account of world.accounts.values()) addKeys(store, account, now, random);
  return store;
}

function addKeys(store: KeyStore, account: Account, now: Date, random: Random): void {
  const families = new Map<string, KeyFamily>();
  for (const view of account.keys) {
    const id = view.multiRegion ? view.id : view.arn;
    const family = getOrAdd(families, id, () => familyOf(view));
    if (view.multiRegionKeyType === 'PRIMARY') family.primaryRegion = view.region;
    if (view.manager === 'AWS') family.rotation = rotationFrom(now);
    const key = storedKey(view, family, now);
    if (view.state !== 'PendingImport' && family.materials.length === 0) {
      addMaterial(family, now, random);
    }
    if (view.origin === 'EXTERNAL' && view.state !== 'PendingImport') {
      for (const material of family.materials) {
        key.imports.set(material.id, { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' });
      }
    }
    for (const { GrantId, GrantToken } of view.grants) {
      if (GrantToken !== undefined) {
        store.grantTokens.set(GrantToken, { keyArn: view.arn, grantId: GrantId });
      }
    }
    // Aliases stand on the view already; setAlias would add them again.
    change(key, { aliases: [] });
    store.add(key);
    for (const name of view.aliases) {
      store.setAlias(account.id, view.region, name, {
        name,
        keyId: view.id,
        createdAt: now,
        updatedAt: now,
      });
    }
  }
}

function familyOf({ id, spec, region }: Key): KeyFamily {
  return {
    id,
    spec: keySpecs[spec] ?? keySpecs.SYMMETRIC_DEFAULT!,
    materials: [],
    onDemandRotations: 0,
    primaryRegion: region,
    members: new Map(),
  };
}

const defaultWindowDays = 30;

function storedKey(view: Key, family: KeyFamily, now: Date): StoredKey {
  return {
    view,
    family,
    createdAt: now,
    policyText: view.policy ? printPolicy(view.policy) : '',
    imports: new Map(),
    ...(view.state === 'PendingDeletion'
      ? { deletionDate: new Date(now.getTime() + defaultWindowDays * dayMs) }
      : {}),
  };
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
