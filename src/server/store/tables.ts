// The tables of a durable store, the same for SQLite and PostgreSQL: texts, whole numbers and bytes, nothing that
// only one of them has. Times are milliseconds since 1970, and flags are 0 or 1.

/** Every table. */
export interface Tables {
  readonly heads: HeadRow;
  readonly settings: SettingRow;
  readonly families: FamilyRow;
  readonly materials: MaterialRow;
  readonly keys: KeyRow;
  readonly policies: PolicyRow;
  readonly tags: TagRow;
  readonly aliases: AliasRow;
  readonly grants: GrantRow;
  readonly grant_tokens: GrantTokenRow;
  readonly import_tokens: ImportTokenRow;
  readonly last_usages: LastUsageRow;
  readonly sessions: SessionRow;
  readonly used_codes: UsedCodeRow;
  readonly events: EventRow;
}

/** The one row that every change takes: the number of the last change. */
export interface HeadRow {
  readonly id: number;
  readonly change: number;
  /** The id of the key-encryption key, in hexadecimal. */
  readonly sealed_by: string;
}

/** Facts of the store itself, some of them sealed. */
export interface SettingRow {
  readonly name: string;
  readonly value: string;
}

/** Related multi-Region keys, or one key of a single Region: what changes together. */
export interface FamilyRow {
  readonly unit: string;
  readonly account: string;
  readonly key_id: string;
  /** The number of the change that touched any part of it last. */
  readonly change: number;
  /** Whether its last key was deleted; the row stays, so that a world file does not bring it back. */
  readonly removed: number;
  readonly spec: string;
  readonly primary_region: string;
  readonly rotation_days: number | null;
  readonly rotation_at: number | null;
  readonly on_demand_rotations: number;
}

/** A key material; `sealed` is absent while nothing is held, and after deletion. */
export interface MaterialRow {
  readonly unit: string;
  readonly material_id: string;
  readonly position: number;
  readonly created_at: number;
  readonly state: string;
  readonly rotated_at: number | null;
  readonly rotation_type: string | null;
  readonly description: string | null;
  readonly sealed: Uint8Array | null;
}

/** A key in one Region. */
export interface KeyRow {
  readonly account: string;
  readonly region: string;
  readonly key_id: string;
  readonly unit: string;
  readonly manager: string;
  readonly usage: string;
  readonly origin: string;
  readonly state: string;
  readonly multi_region_type: string | null;
  readonly metadata_known: number;
  readonly grants_known: number;
  readonly description: string | null;
  readonly policy_origin: string;
  readonly policy_version: number;
  readonly created_at: number;
  readonly deletion_at: number | null;
  readonly window_days: number | null;
  /** The imported materials that the Region holds, in JSON. */
  readonly imports: string;
}

/** A version of a key policy, as GetKeyPolicy answers it. Versions are kept: events name them. */
export interface PolicyRow {
  readonly account: string;
  readonly region: string;
  readonly key_id: string;
  readonly version: number;
  readonly document: string;
}

/** A tag of a key. */
export interface TagRow {
  readonly unit: string;
  readonly account: string;
  readonly region: string;
  readonly key_id: string;
  readonly tag_key: string;
  readonly tag_value: string;
  readonly position: number;
}

/** An alias. */
export interface AliasRow {
  readonly unit: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly key_id: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly position: number;
}

/** A grant: the entry of ListGrants in JSON. Only a grant of a world that is not visible yet has a sealed token. */
export interface GrantRow {
  readonly unit: string;
  readonly account: string;
  readonly region: string;
  readonly key_id: string;
  readonly grant_id: string;
  readonly position: number;
  readonly document: string;
  readonly sealed: Uint8Array | null;
}

/** A grant token that was handed out: its digest, from which nobody can make the token. */
export interface GrantTokenRow {
  readonly token_digest: string;
  readonly unit: string;
  readonly key_arn: string;
  readonly grant_id: string;
}

/** An import token that was handed out, and the private half of its wrapping key. */
export interface ImportTokenRow {
  readonly token_digest: string;
  readonly unit: string;
  readonly key_arn: string;
  readonly wrapping_algorithm: string;
  readonly valid_to: number;
  readonly sealed: Uint8Array;
}

/** When a key was last used. No change in the sense of `change`: it invalidates nothing. */
export interface LastUsageRow {
  readonly unit: string;
  readonly account: string;
  readonly region: string;
  readonly key_id: string;
  readonly operation: string;
  readonly used_at: number;
  readonly id_bytes: string;
}

/** A session that AWS STS gave out. */
export interface SessionRow {
  readonly access_key_id: string;
  readonly expires_at: number;
  readonly sealed: Uint8Array;
}

/** A code of an MFA device that was used: it counts once. */
export interface UsedCodeRow {
  readonly id: string;
  readonly until_at: number;
}

/** The record of a call, and what a denial needs to be explained. */
export interface EventRow {
  readonly request_id: string;
  readonly happened_at: number;
  readonly record: string;
  readonly explanation: string | null;
}
