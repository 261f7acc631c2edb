// What AWS KMS says of a key.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
import { present } from '../world/present.ts';
import type {
  CustomerMasterKeySpec,
  KeyMetadata,
  MultiRegionConfiguration,
} from './api-types.generated.ts';
import { currentMaterial, isExternal, type StoredKey } from './key.ts';

/** The metadata of a key. */
export function metadataOf(key: StoredKey): KeyMetadata {
  const { view, family } = key;
  const { spec } = family;
  const usage = view.usage;
  return {
    AWSAccountId: view.account,
    KeyId: view.id,
    Arn: view.arn,
    CreationDate: key.createdAt,
    Enabled: view.state === 'Enabled',
    Description: view.description ?? '',
    KeyUsage: usage as NonNullable<KeyMetadata['KeyUsage']>,
    KeyState: view.state as NonNullable<KeyMetadata['KeyState']>,
    Origin: view.origin as NonNullable<KeyMetadata['Origin']>,
    KeyManager: view.manager,
    // The old name has the same value, newer specs included.
    CustomerMasterKeySpec: view.spec as CustomerMasterKeySpec,
    KeySpec: view.spec as NonNullable<KeyMetadata['KeySpec']>,
    MultiRegion: view.multiRegion,
    ...algorithmsOf(key),
    ...importOf(key),
    ...present({
      DeletionDate: view.state === 'PendingReplicaDeletion' ? undefined : key.deletionDate,
      PendingDeletionWindowInDays:
        view.state === 'PendingReplicaDeletion' ? key.pendingWindowDays : undefined,
      MultiRegionConfiguration: view.multiRegion ? multiRegionOf(key) : undefined,
      CurrentKeyMaterialId:
        spec.name === 'SYMMETRIC_DEFAULT' && view.state !== 'Creating'
          ? currentMaterial(key)?.id
          : undefined,
    }),
  };
}

/** The algorithms that a key is used with: those of its spec that its usage allows. */
export function algorithmsOf({
  view,
  family: { spec },
}: StoredKey): Pick<
  KeyMetadata,
  | 'EncryptionAlgorithms'
  | 'SigningAlgorithms'
  | 'MacAlgorithms'
  | 'KeyAgreementAlgorithms'
  | 'EncapsulationAlgorithms'
> {
  switch (view.usage) {
    case 'ENCRYPT_DECRYPT':
      return { EncryptionAlgorithms: spec.encryptionAlgorithms };
    case 'SIGN_VERIFY':
      return { SigningAlgorithms: spec.signingAlgorithms };
    case 'GENERATE_VERIFY_MAC':
      return { MacAlgorithms: spec.macAlgorithms };
    case 'KEY_AGREEMENT':
      return { KeyAgreementAlgorithms: ['ECDH'] };
    case 'ENCAPSULATE_DECAPSULATE':
      return { EncapsulationAlgorithms: ['ML_KEM'] };
    default:
      return {};
  }
}

/** The expiration of imported material: that of the material which expires first. */
function importOf(key: StoredKey): Pick<KeyMetadata, 'ExpirationModel' | 'ValidTo'> {
  if (!isExternal(key) || key.imports.size === 0) return {};
  const ends = [...key.imports.values()].flatMap(({ validTo }) => validTo ?? []);
  if (ends.length === 0) return { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
  const first = new Date(Math.min(...ends.map((end) => end.getTime())));
  return { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: first };
}

function multiRegionOf({ view, family }: StoredKey): MultiRegionConfiguration {
  const related = [...family.members.values()].map(({ view: { arn, region } }) => ({
    Arn: arn,
    Region: region,
  }));
  const primary = related.find(({ Region }) => Region === family.primaryRegion);
  return {
    MultiRegionKeyType: view.region === family.primaryRegion ? 'PRIMARY' : 'REPLICA',
    ...present({ PrimaryKey: primary }),
    ReplicaKeys: related.filter((entry) => entry !== primary),
  };
}
