// What the store holds of a unit, as references to what is in memory: nothing there is changed in place but lists
// of grants, which grow, and the few fields that are copied here. Comparing two snapshots is cheap where nothing
// has changed, which is so for almost every call.
import type { KeyObject } from 'node:crypto';
import type { KeyPair } from '../../crypto/key-pair.ts';
import type { KeyFamily, KeyMaterial, LastUsage, StoredKey } from '../../kms/key.ts';
import type { Alias, KeyStore } from '../../kms/key-store.ts';
import type { Grant } from '../../model/grant.ts';
import type { Key } from '../../world/world.ts';

/** A unit at one moment. */
export interface Snapshot {
  readonly spec: string;
  readonly primaryRegion: string;
  readonly rotationDays: number | null;
  readonly rotationAt: number | null;
  readonly onDemandRotations: number;
  readonly materials: readonly MaterialSnapshot[];
  readonly keys: readonly KeySnapshot[];
}

/** A material at one moment. */
export interface MaterialSnapshot {
  readonly id: string;
  readonly createdAt: number;
  readonly state: string;
  readonly rotation: KeyMaterial['rotation'];
  readonly description: string | undefined;
  readonly secret: KeyObject | undefined;
  readonly pair: KeyPair | undefined;
}

/** A key at one moment. */
export interface KeySnapshot {
  readonly key: StoredKey;
  readonly view: Key;
  readonly policyText: string;
  readonly deletionAt: number | null;
  readonly windowDays: number | null;
  readonly imports: string;
  readonly grants: readonly Grant[];
  /** How many of the grants there were: the list may have grown since. */
  readonly grantCount: number;
  readonly aliases: readonly Alias[];
  readonly lastUsage: LastUsage | undefined;
}

/** Takes a snapshot of a unit. */
export function snapshotOf(family: KeyFamily, store: Pick<KeyStore, 'alias'>): Snapshot {
  const { materials, members, rotation, primaryRegion, onDemandRotations } = family;
  const keys = [...members.values()].map((key) => keySnapshot(key, store));
  return {
    spec: keys[0]?.view.spec ?? family.spec.name,
    primaryRegion,
    rotationDays: rotation?.periodDays ?? null,
    rotationAt: rotation?.next.getTime() ?? null,
    onDemandRotations,
    materials: materials.map(materialSnapshot),
    keys,
  };
}

function materialSnapshot(material: KeyMaterial): MaterialSnapshot {
  const { id, createdAt, state, rotation, description, secret, pair } = material;
  return { id, createdAt: createdAt.getTime(), state, rotation, description, secret, pair };
}

function keySnapshot(key: StoredKey, store: Pick<KeyStore, 'alias'>): KeySnapshot {
  const { view, policyText, deletionDate, pendingWindowDays, imports, lastUsage } = key;
  const { account, region, aliases, grants } = view;
  return {
    key,
    view,
    policyText,
    deletionAt: deletionDate?.getTime() ?? null,
    windowDays: pendingWindowDays ?? null,
    imports: imports.size === 0 ? '[]' : JSON.stringify([...imports]),
    grants,
    grantCount: grants.length,
    aliases: aliases.map((name) => store.alias(account, region, name)!),
    lastUsage,
  };
}

/** Whether a unit is as it was; when its keys were last used does not count. */
export function isSame(one: Snapshot, other: Snapshot): boolean {
  return (
    one.primaryRegion === other.primaryRegion &&
    one.rotationDays === other.rotationDays &&
    one.rotationAt === other.rotationAt &&
    one.onDemandRotations === other.onDemandRotations &&
    sameList(one.materials, other.materials, isSameMaterial) &&
    sameList(one.keys, other.keys, isSameKey)
  );
}

/** Whether a material is as it was. */
export function isSameMaterial(one: MaterialSnapshot, other: MaterialSnapshot): boolean {
  return (
    one.id === other.id &&
    one.state === other.state &&
    one.rotation === other.rotation &&
    one.description === other.description &&
    one.secret === other.secret &&
    one.pair === other.pair
  );
}

/** Whether a key is as it was. */
export function isSameKey(one: KeySnapshot, other: KeySnapshot): boolean {
  return (
    one.key === other.key &&
    one.view === other.view &&
    one.policyText === other.policyText &&
    one.deletionAt === other.deletionAt &&
    one.windowDays === other.windowDays &&
    one.imports === other.imports &&
    one.grantCount === other.grantCount &&
    sameList(one.aliases, other.aliases, (a, b) => a === b)
  );
}

function sameList<T>(
  one: readonly T[],
  other: readonly T[],
  isEqual: (one: T, other: T) => boolean,
): boolean {
  return one.length === other.length && one.every((item, index) => isEqual(item, other[index]!));
}
