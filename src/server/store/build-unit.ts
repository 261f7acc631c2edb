// Makes what calls run on out of the rows of a unit.
import type { KeyFamily, KeyMaterial, StoredKey } from '../../kms/key.ts';
import { keySpecs } from '../../kms/key-specs.ts';
import type { Grant } from '../../model/grant.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { printPolicy } from '../../policy/print.ts';
import { partitionOf } from '../../world/partition.ts';
import { present } from '../../world/present.ts';
import type { Key, World } from '../../world/world.ts';
import { about } from './about.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import { materialOf } from './material-bytes.ts';
import { unseal } from './seal.ts';
import type { FamilyRow, GrantRow, KeyRow, LastUsageRow, MaterialRow } from './tables.ts';

/** What rows are read with. */
export interface Reading {
  readonly key: KeyEncryptionKey;
  /** Its policies have their places in files, which those of the store lack: the same text is shown with them. */
  readonly world: World;
}

/** A family of its row and those of its materials. */
export function familyOf(
  row: FamilyRow,
  materials: readonly MaterialRow[],
  reading: Reading,
): KeyFamily {
  const spec = keySpecs[row.spec] ?? keySpecs.SYMMETRIC_DEFAULT!;
  const sorted = [...materials].sort((a, b) => a.position - b.position);
  return {
    id: row.key_id,
    spec,
    materials: sorted.map((material): KeyMaterial => {
      const { unit, material_id: id, sealed } = material;
      const bytes =
        sealed === null
          ? undefined
          : unseal(reading.key, bytesOf(sealed), about.material(unit, id));
      return {
        id,
        createdAt: new Date(material.created_at),
        state: material.state as KeyMaterial['state'],
        ...present({
          rotation:
            material.rotated_at === null
              ? undefined
              : {
                  date: new Date(material.rotated_at),
                  type: material.rotation_type as NonNullable<KeyMaterial['rotation']>['type'],
                },
          description: material.description ?? undefined,
        }),
        ...(bytes ? materialOf(bytes, spec) : {}),
      };
    }),
    onDemandRotations: row.on_demand_rotations,
    primaryRegion: row.primary_region,
    members: new Map(),
    ...(row.rotation_days === null
      ? {}
      : { rotation: { periodDays: row.rotation_days, next: new Date(row.rotation_at!) } }),
  };
}

/** What policies see of a key; its aliases are added when it is in memory. */
export function viewOf(
  family: FamilyRow,
  row: KeyRow,
  parts: {
    readonly document: string | undefined;
    readonly tags: readonly { readonly tag_key: string; readonly tag_value: string }[];
    readonly grants: readonly Grant[];
    readonly world: World;
  },
): Key {
  const { account, region, key_id: id } = row;
  const arn = `arn:${partitionOf(region)}:kms:${region}:${account}:key/${id}`;
  return {
    arn,
    id,
    account,
    region,
    policyOrigin: row.policy_origin as Key['policyOrigin'],
    manager: row.manager as Key['manager'],
    spec: family.spec,
    usage: row.usage,
    origin: row.origin,
    state: row.state,
    multiRegion: id.startsWith('mrk-'),
    metadataKnown: row.metadata_known === 1,
    aliases: [],
    tags: Object.fromEntries(parts.tags.map(({ tag_key, tag_value }) => [tag_key, tag_value])),
    grants: parts.grants,
    grantsKnown: row.grants_known === 1,
    ...present({
      policy: parts.document === undefined ? undefined : policyOf(arn, parts.document, parts.world),
      multiRegionKeyType: (row.multi_region_type as Key['multiRegionKeyType']) ?? undefined,
      description: row.description ?? undefined,
    }),
  };
}

function policyOf(arn: string, document: string, world: World): Key['policy'] {
  const account = world.accounts.get(arn.split(':')[4]!);
  const written = account?.keys.find((key) => key.arn === arn)?.policy;
  if (written && printPolicy(written) === document) return written;
  const { policy } = parsePolicy(document, { type: 'key-policy', name: 'key-policy' });
  if (policy) return policy;
  throw new Error(`the store holds a key policy of \`${arn}\` that cannot be read`);
}

/** A grant of its row. */
export function grantOf({ document, sealed, unit, grant_id }: GrantRow, { key }: Reading): Grant {
  const grant = JSON.parse(document) as Grant;
  if (sealed === null) return grant;
  const token = unseal(key, bytesOf(sealed), about.grantToken(unit, grant_id));
  return { ...grant, GrantToken: Buffer.from(token).toString('utf8') };
}

/** A key of its row. */
export function storedKey(
  view: Key,
  family: KeyFamily,
  row: KeyRow,
  policyText: string,
  usage: LastUsageRow | undefined,
): StoredKey {
  const imports = JSON.parse(row.imports) as [string, ImportedRow][];
  return {
    view,
    family,
    createdAt: new Date(row.created_at),
    policyText,
    imports: new Map(
      imports.map(([id, { expirationModel, validTo }]) => [
        id,
        { expirationModel, ...(validTo === undefined ? {} : { validTo: new Date(validTo) }) },
      ]),
    ),
    ...present({
      deletionDate: row.deletion_at === null ? undefined : new Date(row.deletion_at),
      pendingWindowDays: row.window_days ?? undefined,
      lastUsage: usage && {
        operation: usage.operation,
        at: new Date(usage.used_at),
        idBytes: Buffer.from(usage.id_bytes, 'hex'),
      },
    }),
  };
}

interface ImportedRow {
  readonly expirationModel: 'KEY_MATERIAL_EXPIRES' | 'KEY_MATERIAL_DOES_NOT_EXPIRE';
  readonly validTo?: string;
}

/** libsql answers bytes as an ArrayBuffer. */
export function bytesOf(value: Uint8Array | ArrayBuffer): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(value);
}
