// What has to be written so that the store holds a unit as it is in memory: rows to put and rows to take away.
import type { Grant } from '../../model/grant.ts';
import {
  isSameKey,
  isSameMaterial,
  type KeySnapshot,
  type MaterialSnapshot,
  type Snapshot,
} from './snapshot.ts';
import type { AliasRow, FamilyRow, KeyRow, LastUsageRow, TagRow } from './tables.ts';

/** A key's place in its tables. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly key_id: string;
}

/** The changes of one unit. */
export interface UnitChange {
  readonly unit: string;
  readonly family: Omit<FamilyRow, 'change'>;
  readonly materials: readonly (MaterialSnapshot & { readonly position: number })[];
  readonly materialsGone: readonly string[];
  readonly keys: readonly KeyRow[];
  readonly keysGone: readonly (Place & { readonly arn: string })[];
  readonly tagsGone: readonly (Place & { readonly tag_key: string })[];
  readonly tags: readonly TagRow[];
  readonly aliasesGone: readonly (Place & { readonly name: string })[];
  readonly aliases: readonly AliasRow[];
  readonly grantsGone: readonly (Place & { readonly grant_id: string })[];
  readonly grants: readonly (Place & { readonly grant: Grant })[];
}

/** What a unit is called, and how its policies are numbered. */
export interface UnitFacts {
  readonly unit: string;
  readonly account: string;
  readonly keyId: string;
  readonly versionOf: (key: KeySnapshot) => number;
}

/** The changes from one snapshot of a unit to another. */
export function changesOf(
  before: Snapshot | undefined,
  after: Snapshot,
  { unit, account, keyId, versionOf }: UnitFacts,
): UnitChange {
  const keyBefore = (key: KeySnapshot) =>
    before?.keys.find(({ view }) => view.region === key.view.region);
  const changed = after.keys.filter((key) => {
    const old = keyBefore(key);
    return !old || !isSameKey(old, key);
  });
  const gone = (before?.keys ?? []).filter(
    (key) => !after.keys.some(({ view }) => view.region === key.view.region),
  );
  // A unit without keys is over, and its secrets with it.
  const materials = after.keys.length === 0 ? [] : after.materials;
  return {
    unit,
    family: {
      unit,
      account,
      key_id: keyId,
      removed: after.keys.length === 0 ? 1 : 0,
      spec: after.spec,
      primary_region: after.primaryRegion,
      rotation_days: after.rotationDays,
      rotation_at: after.rotationAt,
      on_demand_rotations: after.onDemandRotations,
    },
    materials: materials
      .map((material, position) => ({ ...material, position }))
      .filter((material) => {
        const old = before?.materials[material.position];
        return !old || !isSameMaterial(old, material);
      }),
    materialsGone: (before?.materials ?? [])
      .filter(({ id }) => !materials.some((material) => material.id === id))
      .map(({ id }) => id),
    keys: changed.map((key) => keyRow(key, unit, versionOf(key))),
    keysGone: gone.map((key) => ({ ...placeOf(key), arn: key.view.arn })),
    tagsGone: changed.flatMap((key) => tagsGone(keyBefore(key), key)),
    tags: changed.flatMap((key) => tagRows(keyBefore(key), key, unit)),
    aliasesGone: [...changed.flatMap(keyBeforeOrNone), ...gone].flatMap((old) => aliasesGone(old)),
    aliases: changed.flatMap((key) => aliasRows(key, keyBefore(key), unit)),
    grantsGone: changed.flatMap((key) => grantsGone(keyBefore(key), key)),
    grants: changed.flatMap((key) => grantsAdded(keyBefore(key), key)),
  };

  function keyBeforeOrNone(key: KeySnapshot): KeySnapshot[] {
    const old = keyBefore(key);
    return old ? [old] : [];
  }

  /** The aliases that a key had, and that it has no longer. */
  function aliasesGone(old: KeySnapshot): (Place & { readonly name: string })[] {
    const now = after.keys.find(({ view }) => view.region === old.view.region);
    const held = new Set(now?.view.aliases);
    return old.aliases
      .filter(({ name }) => !held.has(name))
      .map(({ name }) => ({ ...placeOf(old), name }));
  }
}

/** When keys of a unit were used, where that is newer than what the store holds. */
export function usagesOf(
  before: Snapshot | undefined,
  after: Snapshot,
  unit: string,
): readonly LastUsageRow[] {
  return after.keys.flatMap((key) => {
    const { lastUsage, view } = key;
    const old = before?.keys.find(({ view: { region } }) => region === view.region);
    if (!lastUsage || old?.lastUsage === lastUsage) return [];
    const { operation, at, idBytes } = lastUsage;
    const id_bytes = Buffer.from(idBytes).toString('hex');
    return [{ ...placeOf(key), unit, operation, used_at: at.getTime(), id_bytes }];
  });
}

function placeOf({ view: { account, region, id } }: KeySnapshot): Place {
  return { account, region, key_id: id };
}

function keyRow(key: KeySnapshot, unit: string, version: number): KeyRow {
  const { view } = key;
  return {
    ...placeOf(key),
    unit,
    manager: view.manager,
    usage: view.usage,
    origin: view.origin,
    state: view.state,
    multi_region_type: view.multiRegionKeyType ?? null,
    metadata_known: view.metadataKnown ? 1 : 0,
    grants_known: view.grantsKnown ? 1 : 0,
    description: view.description ?? null,
    policy_origin: view.policyOrigin,
    policy_version: version,
    created_at: key.key.createdAt.getTime(),
    deletion_at: key.deletionAt,
    window_days: key.windowDays,
    imports: key.imports,
  };
}

function tagRows(before: KeySnapshot | undefined, key: KeySnapshot, unit: string): TagRow[] {
  if (before?.view.tags === key.view.tags) return [];
  const place = placeOf(key);
  const old = Object.entries(before?.view.tags ?? {});
  return Object.entries(key.view.tags).flatMap(([tag_key, tag_value], position) => {
    const [oldKey, oldValue] = old[position] ?? [];
    if (oldKey === tag_key && oldValue === tag_value) return [];
    return [{ ...place, unit, tag_key, tag_value, position }];
  });
}

function tagsGone(before: KeySnapshot | undefined, key: KeySnapshot) {
  if (!before || before.view.tags === key.view.tags) return [];
  return Object.keys(before.view.tags)
    .filter((tag_key) => !Object.hasOwn(key.view.tags, tag_key))
    .map((tag_key) => ({ ...placeOf(key), tag_key }));
}

function aliasRows(key: KeySnapshot, before: KeySnapshot | undefined, unit: string): AliasRow[] {
  return key.aliases.flatMap((alias, position) => {
    if (before?.aliases[position] === alias) return [];
    const { name, createdAt, updatedAt } = alias;
    const times = { created_at: createdAt.getTime(), updated_at: updatedAt.getTime() };
    return [{ ...placeOf(key), unit, name, ...times, position }];
  });
}

function grantsAdded(before: KeySnapshot | undefined, key: KeySnapshot) {
  const place = placeOf(key);
  // A list that only grew has the old one at its beginning.
  const grew = before?.grants === key.grants;
  const old = new Set(grew ? [] : before?.grants.slice(0, before.grantCount));
  return key.grants
    .slice(grew ? before.grantCount : 0, key.grantCount)
    .filter((grant) => !old.has(grant))
    .map((grant) => ({ ...place, grant }));
}

function grantsGone(before: KeySnapshot | undefined, key: KeySnapshot) {
  if (!before || before.grants === key.grants) return [];
  const now = new Set(key.grants.slice(0, key.grantCount).map(({ GrantId }) => GrantId));
  return before.grants
    .slice(0, before.grantCount)
    .filter(({ GrantId }) => !now.has(GrantId))
    .map(({ GrantId }) => ({ ...placeOf(key), grant_id: GrantId }));
}
