// A KMS key as the simulator keeps it: what policies see of it, its key material and its dates.
import type { KeyObject } from 'node:crypto';
import type { KeyPair } from '../crypto/key-pair.ts';
import type { Key } from '../world/world.ts';
import type { KeyMaterialState, RotationType } from './api-types.generated.ts';
import type { KeySpecRow } from './key-specs.ts';

/** One KMS key in one Region. */
export interface StoredKey {
  /** What policies see: replaced by a changed copy, never changed. */
  view: Key;
  readonly family: KeyFamily;
  readonly createdAt: Date;
  /** The policy document as GetKeyPolicy answers it. */
  policyText: string;
  deletionDate?: Date;
  /** The window of a primary key that waits for its replicas. */
  pendingWindowDays?: number;
  /** Of a key with imported material: what this Region holds, by the id of the material. */
  readonly imports: Map<string, ImportedMaterial>;
  lastUsage?: LastUsage;
}

/** A key and its replicas share these; a single-Region key has them for itself. */
export interface KeyFamily {
  readonly id: string;
  readonly spec: KeySpecRow;
  /** Oldest first. Empty before the first use of a key that the world describes. */
  readonly materials: KeyMaterial[];
  /** The making of the first material, once it has begun. */
  making?: Promise<void>;
  /** Automatic rotation, while it is enabled. */
  rotation?: { readonly periodDays: number; next: Date };
  onDemandRotations: number;
  primaryRegion: string;
  /** The related keys by Region. */
  readonly members: Map<string, StoredKey>;
}

/** One key material. Without `secret` and `pair` it was deleted, or has not been imported yet. */
export interface KeyMaterial {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly createdAt: Date;
  secret?: KeyObject;
  pair?: KeyPair;
  state: KeyMaterialState;
  rotation?: { readonly date: Date; readonly type: RotationType };
  description?: string;
}

/** Imported material in one Region. */
export interface ImportedMaterial {
  readonly expirationModel: 'KEY_MATERIAL_EXPIRES' | 'KEY_MATERIAL_DOES_NOT_EXPIRE';
  readonly validTo?: Date;
}

/** The last cryptographic use of a key. */
export interface LastUsage {
  readonly operation: string;
  readonly at: Date;
  /** What the ids of the call are made of. */
  readonly idBytes: Uint8Array;
}

/** The material that new ciphertexts are made with. */
export function currentMaterial({ family }: StoredKey): KeyMaterial | undefined {
  return family.materials.find(({ state }) => state === 'CURRENT');
}

/** Whether a key's material is imported. */
export function isExternal({ view }: StoredKey): boolean {
  return view.origin === 'EXTERNAL';
}

/** Changes what policies see of a key. */
export function change(key: StoredKey, changes: Partial<Key>): void {
  key.view = { ...key.view, ...changes };
}
