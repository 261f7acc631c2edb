// Reads units out of the tables: families, keys, materials and all that belongs to them, as what calls run on.
import type { Kysely, Selectable } from 'kysely';
import { pkcs8Key } from '../../crypto/key-pair.ts';
import type { KeyFamily, StoredKey } from '../../kms/key.ts';
import type { Alias, GrantReference, ImportParameters } from '../../kms/key-store.ts';
import { about } from './about.ts';
import { bytesOf, familyOf, grantOf, type Reading, storedKey, viewOf } from './build-unit.ts';
import { unseal } from './seal.ts';
import type { StoredToken } from './stored-tokens.ts';
import type { Tables } from './tables.ts';

/** A unit as the store holds it. */
export interface LoadedUnit {
  readonly unit: string;
  readonly family: KeyFamily;
  readonly keys: readonly LoadedKey[];
  /** Whether all its keys are gone. */
  readonly removed: boolean;
}

/** A key with what does not stand on it. */
export interface LoadedKey {
  readonly key: StoredKey;
  readonly policyVersion: number;
  readonly aliases: readonly Alias[];
}

/** What was read. */
export interface Loaded {
  readonly units: readonly LoadedUnit[];
  readonly grantTokens: readonly StoredToken<GrantReference>[];
  readonly importTokens: readonly StoredToken<ImportParameters>[];
}

/** Which units: all, those of a list, or those that changed after a number. */
export type Which =
  | { readonly kind: 'all' }
  | { readonly kind: 'units'; readonly units: readonly string[] }
  | { readonly kind: 'after'; readonly change: number };

/** Reads units. The caller holds the head, so that nobody changes them meanwhile. */
export async function loadUnits(
  db: Kysely<Tables>,
  which: Which,
  reading: Reading,
): Promise<Loaded> {
  if (which.kind === 'units' && which.units.length === 0) return nothing;
  const families = await rowsOf(db, 'families', which);
  const [first] = families;
  if (!first) return nothing;
  const named: Which =
    which.kind === 'all' ? which : { kind: 'units', units: families.map(({ unit }) => unit) };
  const keys = groupBy(await rowsOf(db, 'keys', named), ({ unit }) => unit);
  const materials = groupBy(await rowsOf(db, 'materials', named), ({ unit }) => unit);
  const tags = groupBy(await rowsOf(db, 'tags', named), placeText);
  const aliases = groupBy(await rowsOf(db, 'aliases', named), placeText);
  const grants = groupBy(await rowsOf(db, 'grants', named), placeText);
  const usages = groupBy(await rowsOf(db, 'last_usages', named), placeText);
  const policies = await currentPolicies(db, named);
  const units = families.map((row): LoadedUnit => {
    const family = familyOf(row, materials.get(row.unit) ?? [], reading);
    const members = (keys.get(row.unit) ?? []).sort((a, b) => a.created_at - b.created_at);
    return {
      unit: row.unit,
      family,
      removed: row.removed === 1,
      keys: members.map((keyRow): LoadedKey => {
        const place = placeText(keyRow);
        const byPosition = (a: Positioned, b: Positioned) => a.position - b.position;
        const view = viewOf(row, keyRow, {
          document: policies.get(place),
          tags: (tags.get(place) ?? []).sort(byPosition),
          grants: (grants.get(place) ?? [])
            .sort(byPosition)
            .map((grant) => grantOf(grant, reading)),
          world: reading.world,
        });
        const [usage] = usages.get(place) ?? [];
        return {
          key: storedKey(view, family, keyRow, policies.get(place) ?? '', usage),
          policyVersion: keyRow.policy_version,
          aliases: (aliases.get(place) ?? []).sort(byPosition).map((alias) => ({
            name: alias.name,
            keyId: alias.key_id,
            createdAt: new Date(alias.created_at),
            updatedAt: new Date(alias.updated_at),
          })),
        };
      }),
    };
  });
  return { units, ...(await tokensOf(db, named, reading)) };
}

const nothing: Loaded = { units: [], grantTokens: [], importTokens: [] };

interface Positioned {
  readonly position: number;
}

type UnitTable =
  | 'families'
  | 'keys'
  | 'materials'
  | 'tags'
  | 'aliases'
  | 'grants'
  | 'last_usages'
  | 'grant_tokens'
  | 'import_tokens';

async function rowsOf<T extends UnitTable>(
  db: Kysely<Tables>,
  table: T,
  which: Which,
): Promise<Selectable<Tables[T]>[]> {
  const all = db.selectFrom(table as UnitTable).selectAll();
  if (which.kind === 'all') return (await all.execute()) as Selectable<Tables[T]>[];
  if (which.kind === 'after') {
    return (await all.where('change' as never, '>', which.change as never).execute()) as never;
  }
  const rows: unknown[] = [];
  for (const units of chunks(which.units)) {
    rows.push(...(await all.where('unit', 'in', units).execute()));
  }
  return rows as Selectable<Tables[T]>[];
}

/** The text of each key's policy, by the key's place. */
async function currentPolicies(
  db: Kysely<Tables>,
  which: Which,
): Promise<ReadonlyMap<string, string>> {
  const all = db
    .selectFrom('policies')
    .innerJoin('keys', (join) =>
      join
        .onRef('keys.account', '=', 'policies.account')
        .onRef('keys.region', '=', 'policies.region')
        .onRef('keys.key_id', '=', 'policies.key_id')
        .onRef('keys.policy_version', '=', 'policies.version'),
    )
    .select(['keys.account', 'keys.region', 'keys.key_id', 'policies.document']);
  if (which.kind !== 'units') return byPlace(await all.execute());
  const rows: Awaited<ReturnType<typeof all.execute>> = [];
  for (const units of chunks(which.units)) {
    rows.push(...(await all.where('keys.unit', 'in', units).execute()));
  }
  return byPlace(rows);
}

function byPlace(
  rows: readonly (Parameters<typeof placeText>[0] & { readonly document: string })[],
): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [placeText(row), row.document]));
}

async function tokensOf(db: Kysely<Tables>, which: Which, { key }: Reading) {
  const grantTokens = await rowsOf(db, 'grant_tokens', which);
  const importTokens = await rowsOf(db, 'import_tokens', which);
  return {
    grantTokens: grantTokens.map(({ token_digest: digest, unit, key_arn, grant_id }) => ({
      digest,
      unit,
      meaning: { keyArn: key_arn, grantId: grant_id },
    })),
    importTokens: importTokens.map(({ token_digest: digest, unit, ...row }) => ({
      digest,
      unit,
      meaning: {
        keyArn: row.key_arn,
        wrappingAlgorithm: row.wrapping_algorithm as ImportParameters['wrappingAlgorithm'],
        privateKey: pkcs8Key(unseal(key, bytesOf(row.sealed), about.importToken(digest))),
        validTo: new Date(row.valid_to),
      },
    })),
  };
}

function placeText(row: {
  readonly account: string;
  readonly region: string;
  readonly key_id: string;
}): string {
  return `${row.account}/${row.region}/${row.key_id}`;
}

function groupBy<T>(rows: readonly T[], nameOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

function chunks<T>(items: readonly T[], size = 500): T[][] {
  const all: T[][] = [];
  for (let at = 0; at < items.length; at += size) all.push(items.slice(at, at + size));
  return all;
}
