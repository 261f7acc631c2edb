// Brings a database to the tables of this version, one numbered step after another. Plain SQL that SQLite and
// PostgreSQL both take; no advisory locks, so that a second process that migrates at the same time waits for the
// row of `schema_versions` or tries again.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** How a database writes bytes. */
export type BytesType = 'blob' | 'bytea';

type Step = (db: Kysely<Tables>, bytes: BytesType) => Promise<void>;

const steps: readonly Step[] = [createTables];

/** Runs the steps that a database lacks; answers the version that it had. */
export async function migrate(db: Kysely<Tables>, bytes: BytesType): Promise<number> {
  await sql`create table if not exists schema_versions (id integer primary key, version integer not null)`.execute(
    db,
  );
  await sql`insert into schema_versions (id, version) values (1, 0) on conflict (id) do nothing`.execute(
    db,
  );
  const locked = await sql<{
    version: number;
  }>`update schema_versions set version = version where id = 1 returning version`.execute(db);
  const had = locked.rows[0]!.version;
  if (had > steps.length) throw new Error(newerSchema(had));
  for (const step of steps.slice(had)) await step(db, bytes);
  if (had < steps.length) {
    await sql`update schema_versions set version = ${steps.length} where id = 1`.execute(db);
  }
  return had;
}

/** The version of a database, without changing it; 0 where it has no tables. */
export async function schemaVersion(db: Kysely<Tables>): Promise<number> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'schema_versions')) return 0;
  const { rows } = await sql<{ version: number }>`select version from schema_versions`.execute(db);
  return rows[0]?.version ?? 0;
}

function newerSchema(version: number): string {
  return `the store has version ${version} of its tables, and this Keyward knows ${steps.length}; use the newer Keyward that wrote it`;
}

async function createTables(db: Kysely<Tables>, bytes: BytesType): Promise<void> {
  const { schema } = db;
  const place = ['account', 'region', 'key_id'] as const;
  await table('heads', { id: 'integer', change: 'bigint', sealed_by: 'text' }, ['id']);
  await table('settings', { name: 'text', value: 'text' }, ['name']);
  await table(
    'families',
    {
      unit: 'text',
      account: 'text',
      key_id: 'text',
      change: 'bigint',
      removed: 'integer',
      spec: 'text',
      primary_region: 'text',
      rotation_days: 'integer?',
      rotation_at: 'bigint?',
      on_demand_rotations: 'integer',
    },
    ['unit'],
  );
  await table(
    'materials',
    {
      unit: 'text',
      material_id: 'text',
      position: 'integer',
      created_at: 'bigint',
      state: 'text',
      rotated_at: 'bigint?',
      rotation_type: 'text?',
      description: 'text?',
      sealed: 'bytes?',
    },
    ['unit', 'material_id'],
  );
  await table(
    'keys',
    {
      account: 'text',
      region: 'text',
      key_id: 'text',
      unit: 'text',
      manager: 'text',
      usage: 'text',
      origin: 'text',
      state: 'text',
      multi_region_type: 'text?',
      metadata_known: 'integer',
      grants_known: 'integer',
      description: 'text?',
      policy_origin: 'text',
      policy_version: 'integer',
      created_at: 'bigint',
      deletion_at: 'bigint?',
      window_days: 'integer?',
      imports: 'text',
    },
    place,
  );
  await table(
    'policies',
    { account: 'text', region: 'text', key_id: 'text', version: 'integer', document: 'text' },
    [...place, 'version'],
  );
  await table(
    'tags',
    {
      account: 'text',
      region: 'text',
      key_id: 'text',
      unit: 'text',
      tag_key: 'text',
      tag_value: 'text',
      position: 'integer',
    },
    [...place, 'tag_key'],
  );
  await table(
    'aliases',
    {
      account: 'text',
      region: 'text',
      name: 'text',
      key_id: 'text',
      unit: 'text',
      created_at: 'bigint',
      updated_at: 'bigint',
      position: 'integer',
    },
    ['account', 'region', 'name'],
  );
  await table(
    'grants',
    {
      account: 'text',
      region: 'text',
      key_id: 'text',
      unit: 'text',
      grant_id: 'text',
      position: 'bigint',
      document: 'text',
      sealed: 'bytes?',
    },
    [...place, 'grant_id'],
  );
  await table(
    'grant_tokens',
    { token_digest: 'text', unit: 'text', key_arn: 'text', grant_id: 'text' },
    ['token_digest'],
  );
  await table(
    'import_tokens',
    {
      token_digest: 'text',
      unit: 'text',
      key_arn: 'text',
      wrapping_algorithm: 'text',
      valid_to: 'bigint',
      sealed: 'bytes',
    },
    ['token_digest'],
  );
  await table(
    'last_usages',
    {
      account: 'text',
      region: 'text',
      key_id: 'text',
      unit: 'text',
      operation: 'text',
      used_at: 'bigint',
      id_bytes: 'text',
    },
    place,
  );
  await table('sessions', { access_key_id: 'text', expires_at: 'bigint', sealed: 'bytes' }, [
    'access_key_id',
  ]);
  await table('used_codes', { id: 'text', until_at: 'bigint' }, ['id']);
  await table(
    'events',
    { request_id: 'text', happened_at: 'bigint', record: 'text', explanation: 'text?' },
    ['request_id'],
  );
  for (const [name, column] of indexes) {
    await schema.createIndex(`${name}_by_${column}`).on(name).column(column).execute();
  }
  await sql`insert into heads (id, change, sealed_by) values (1, 0, '')`.execute(db);

  /** A question mark after a type says that the column may be empty. */
  async function table(
    name: string,
    columns: Readonly<Record<string, string>>,
    key: readonly string[],
  ): Promise<void> {
    let making = schema.createTable(name);
    for (const [column, written] of Object.entries(columns)) {
      const plain = written.replace('?', '');
      const type = plain === 'bytes' ? bytes : (plain as 'text' | 'integer' | 'bigint');
      making = making.addColumn(column, sql.raw(type), (made) =>
        written.endsWith('?') ? made : made.notNull(),
      );
    }
    await making.addPrimaryKeyConstraint(`${name}_key`, key as never).execute();
  }
}

const indexes = [
  ['families', 'change'],
  ['keys', 'unit'],
  ['tags', 'unit'],
  ['aliases', 'unit'],
  ['grants', 'unit'],
  ['last_usages', 'unit'],
  ['grant_tokens', 'unit'],
  ['import_tokens', 'unit'],
  ['events', 'happened_at'],
] as const;
