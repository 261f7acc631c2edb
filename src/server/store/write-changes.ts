// Writes changes into the tables: what goes first, then what comes, in one order for all processes.
import type { Insertable, Kysely } from 'kysely';
import type { Random } from '../../crypto/random.ts';
import type { GrantReference, ImportParameters } from '../../kms/key-store.ts';
import { about } from './about.ts';
import type { UnitChange } from './changes.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import { materialBytes, pkcs8 } from './material-bytes.ts';
import { seal } from './seal.ts';
import type { StoredToken } from './stored-tokens.ts';
import type { EventRow, LastUsageRow, MaterialRow, PolicyRow, Tables } from './tables.ts';

/** What one transaction writes. */
export interface Batch {
  readonly units: readonly UnitChange[];
  readonly grantTokens: readonly StoredToken<GrantReference>[];
  readonly importTokens: readonly StoredToken<ImportParameters>[];
  readonly policies: readonly PolicyRow[];
  readonly usages: readonly LastUsageRow[];
  readonly events: readonly EventRow[];
}

/** Whether a batch changes what other processes must know of. */
export function isChange({ units, grantTokens, importTokens }: Batch): boolean {
  return units.length > 0 || grantTokens.length > 0 || importTokens.length > 0;
}

/** How secrets are sealed. */
export interface Sealing {
  readonly key: KeyEncryptionKey;
  readonly random: Random;
}

/** Writes a batch; `change` is the number of the change. */
export async function writeBatch(
  db: Kysely<Tables>,
  batch: Batch,
  change: number,
  sealing: Sealing,
): Promise<void> {
  const units = [...batch.units].sort((one, other) => (one.unit < other.unit ? -1 : 1));
  await takeAway(db, units);
  await putUnits(db, units, change, sealing);
  await upsertAll(db, 'policies', batch.policies, ['account', 'region', 'key_id', 'version']);
  await putTokens(db, batch, sealing);
  await putUsages(db, batch.usages);
  // One that is there already was committed without an answer.
  for (const some of chunks(batch.events)) {
    await db
      .insertInto('events')
      .values(some)
      .onConflict((conflict) => conflict.column('request_id').doNothing())
      .execute();
  }
}

async function takeAway(db: Kysely<Tables>, units: readonly UnitChange[]): Promise<void> {
  for (const { unit, materialsGone, keysGone, aliasesGone, grantsGone, tagsGone } of units) {
    if (materialsGone.length > 0) {
      await db
        .deleteFrom('materials')
        .where('unit', '=', unit)
        .where('material_id', 'in', materialsGone)
        .execute();
    }
    for (const row of aliasesGone) {
      await db
        .deleteFrom('aliases')
        .where((is) => is.and(row))
        .execute();
    }
    for (const row of grantsGone) {
      await db
        .deleteFrom('grants')
        .where((is) => is.and(row))
        .execute();
    }
    for (const row of tagsGone) {
      await db
        .deleteFrom('tags')
        .where((is) => is.and(row))
        .execute();
    }
    for (const { arn, ...place } of keysGone) {
      for (const table of ofKeys) {
        await db
          .deleteFrom(table)
          .where((is) => is.and(place))
          .execute();
      }
      await db.deleteFrom('grant_tokens').where('key_arn', '=', arn).execute();
      await db.deleteFrom('import_tokens').where('key_arn', '=', arn).execute();
    }
  }
}

/** What goes with a key. Its policies stay: events name them. */
const ofKeys = ['tags', 'aliases', 'grants', 'last_usages', 'keys'] as const;

async function putUnits(
  db: Kysely<Tables>,
  units: readonly UnitChange[],
  change: number,
  sealing: Sealing,
): Promise<void> {
  const families = units.map(({ family }) => ({ ...family, change }));
  await upsertAll(db, 'families', families, ['unit']);
  const materials = units.flatMap((unit) =>
    unit.materials.map((material) => materialRow(unit.unit, material, sealing)),
  );
  await upsertAll(db, 'materials', materials, ['unit', 'material_id']);
  const keys = units.flatMap((unit) => unit.keys);
  await upsertAll(db, 'keys', keys, ['account', 'region', 'key_id']);
  const tags = units.flatMap((unit) => unit.tags);
  await upsertAll(db, 'tags', tags, ['account', 'region', 'key_id', 'tag_key']);
  const aliases = units.flatMap((unit) => unit.aliases);
  await upsertAll(db, 'aliases', aliases, ['account', 'region', 'name']);
  const grants = units.flatMap(({ unit, grants: added }) =>
    added.map(({ grant: { GrantToken, ...grant }, ...place }, index) => ({
      ...place,
      unit,
      grant_id: grant.GrantId,
      position: change * grantsPerChange + index,
      document: JSON.stringify(grant),
      sealed:
        GrantToken === undefined
          ? null
          : sealText(GrantToken, about.grantToken(unit, grant.GrantId), sealing),
    })),
  );
  await upsertAll(db, 'grants', grants, ['account', 'region', 'key_id', 'grant_id']);
}

/** A key has 50,000 grants at most: positions follow the order in which grants were made. */
const grantsPerChange = 100_000;

function materialRow(
  unit: string,
  material: UnitChange['materials'][number],
  { key, random }: Sealing,
): MaterialRow {
  const { id, position, createdAt, state, rotation, description } = material;
  const bytes = materialBytes(material as Parameters<typeof materialBytes>[0]);
  const sealed = bytes ? seal(key, bytes, about.material(unit, id), random) : null;
  bytes?.fill(0);
  return {
    unit,
    material_id: id,
    position,
    created_at: createdAt,
    state,
    rotated_at: rotation?.date.getTime() ?? null,
    rotation_type: rotation?.type ?? null,
    description: description ?? null,
    sealed,
  };
}

function sealText(text: string, of: string, { key, random }: Sealing): Buffer {
  return seal(key, Buffer.from(text, 'utf8'), of, random);
}

async function putTokens(
  db: Kysely<Tables>,
  { grantTokens, importTokens }: Batch,
  { key, random }: Sealing,
): Promise<void> {
  const grants = grantTokens.map(({ digest, unit, meaning }) => ({
    token_digest: digest,
    unit,
    key_arn: meaning.keyArn,
    grant_id: meaning.grantId,
  }));
  await upsertAll(db, 'grant_tokens', grants, ['token_digest']);
  const imports = importTokens.map(({ digest, unit, meaning }) => {
    const bytes = pkcs8(meaning.privateKey);
    const sealed = seal(key, bytes, about.importToken(digest), random);
    bytes.fill(0);
    return {
      token_digest: digest,
      unit,
      key_arn: meaning.keyArn,
      wrapping_algorithm: meaning.wrappingAlgorithm,
      valid_to: meaning.validTo.getTime(),
      sealed,
    };
  });
  await upsertAll(db, 'import_tokens', imports, ['token_digest']);
}

/** A use that another process noted meanwhile may be newer, and stays. */
async function putUsages(db: Kysely<Tables>, usages: readonly LastUsageRow[]): Promise<void> {
  const sorted = [...usages].sort((one, other) => (placeText(one) < placeText(other) ? -1 : 1));
  for (const rows of chunks(sorted)) {
    await db
      .insertInto('last_usages')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['account', 'region', 'key_id'])
          .doUpdateSet((all) => ({
            operation: all.ref('excluded.operation'),
            used_at: all.ref('excluded.used_at'),
            id_bytes: all.ref('excluded.id_bytes'),
          }))
          .whereRef('last_usages.used_at', '<=', 'excluded.used_at' as never),
      )
      .execute();
  }
}

function placeText({ account, region, key_id }: LastUsageRow): string {
  return `${account}/${region}/${key_id}`;
}

async function upsertAll<T extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
  key: readonly (keyof Tables[T] & string)[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const others = Object.keys(first).filter(
    (column) => !(key as readonly string[]).includes(column),
  );
  for (const some of chunks(rows)) {
    await db
      .insertInto(table)
      .values(some as never)
      .onConflict((conflict) =>
        conflict
          .columns(key as never)
          .doUpdateSet(
            (all) =>
              Object.fromEntries(
                others.map((column) => [column, all.ref(`excluded.${column}` as never)]),
              ) as never,
          ),
      )
      .execute();
  }
}

/** A statement has a limit of parameters: 32,766 in SQLite, 65,535 in PostgreSQL. */
function chunks<T>(rows: readonly T[], size = 500): T[][] {
  const all: T[][] = [];
  for (let at = 0; at < rows.length; at += size) all.push(rows.slice(at, at + size));
  return all;
}
