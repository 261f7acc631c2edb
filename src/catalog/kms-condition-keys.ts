// The condition keys of AWS KMS, and which requests carry each. The actions that know a key stand with
// the actions (kms-actions.ts), and only there.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
import { type ListedKey, listedKmsKeys } from './condition-keys.generated.ts';
import { type KeyPresence, people, present, signed } from './key-presence.ts';

/** The keys; `kms:EncryptionContext:${…}` ends in a key of the encryption context. */
export const kmsKeys: readonly ListedKey[] = listedKmsKeys;

/** Deprecated keys that still work, and the key that each is another name of. */
export const oldNames: Readonly<Record<string, string>> = {
  'kms:CustomerMasterKeySpec': 'kms:KeySpec',
  'kms:CustomerMasterKeyUsage': 'kms:KeyUsage',
};

const context = 'the request has an encryption context; of CreateGrant, the constraint has one';
const attested = 'the request brings an attestation document with this measurement';

/** Which requests carry each key. */
export const kmsKeyPresence: ReadonlyMap<string, KeyPresence> = new Map([
  // The caller and the call
  ...present('kms:CallerAccount', people, 'always'),
  ...present('kms:ViaService', people, 'always, in calls that a service forwards', 'forwarded'),
  ...present(
    'kms:GrantIsForAWSResource',
    signed,
    'always; true when an AWS service calls for the caller',
  ),

  // The key
  ...present(
    'kms:KeyOrigin kms:KeySpec kms:KeyUsage kms:MultiRegion kms:CustomerMasterKeySpec kms:CustomerMasterKeyUsage',
    signed,
    'always; of CreateKey, the value of the request or its default',
  ),
  ...present('kms:MultiRegionKeyType', signed, 'the key is a multi-Region key'),
  ...present('kms:ResourceAliases', signed, 'the key has an alias, whatever the request names'),
  ...present(
    'kms:TrailingDaysWithoutKeyUsage',
    signed,
    'always; whole days since the last use, or since AWS began to keep track',
  ),

  // How the request names the key
  ...present('kms:RequestAlias', signed, 'the request names the key by an alias'),

  // Parameters that have a default
  ...present(
    'kms:EncryptionAlgorithm',
    signed,
    'always; SYMMETRIC_DEFAULT if the request omits it',
  ),
  ...present('kms:MessageType', signed, 'always; RAW if the request omits it'),
  ...present('kms:RotationPeriodInDays', signed, 'always; 365 if the request omits it'),
  ...present(
    'kms:ScheduleKeyDeletionPendingWindowInDays',
    signed,
    'always; 30 if the request omits it',
  ),

  // Parameters that must be given
  ...present('kms:DataKeyPairSpec kms:KeyAgreementAlgorithm kms:MacAlgorithm', signed, 'always'),
  ...present('kms:SigningAlgorithm kms:PrimaryRegion kms:ReplicaRegion', signed, 'always'),
  ...present('kms:WrappingAlgorithm kms:WrappingKeySpec kms:GrantOperations', signed, 'always'),
  ...present(
    'kms:ReEncryptOnSameKey',
    signed,
    'always; true when source and destination are the same key',
  ),

  // Parameters that may be left out
  ...present(
    'kms:BypassPolicyLockoutSafetyCheck kms:ExpirationModel kms:ValidTo',
    signed,
    'the request gives the parameter; no default takes its place',
  ),
  ...present(
    'kms:EncryptionContext:${EncryptionContextKey} kms:EncryptionContextKeys',
    signed,
    context,
  ),
  ...present('kms:GranteePrincipal', signed, 'the grant names a principal as grantee'),
  ...present('kms:GranteeServicePrincipal', signed, 'the grant names a service as grantee'),
  ...present('kms:RetiringPrincipal', signed, 'the grant names a retiring principal'),
  ...present('kms:RetiringServicePrincipal', signed, 'the grant names a retiring service'),
  ...present('kms:GrantConstraintType', signed, 'the grant constrains the encryption context'),
  ...present('kms:GrantConstraintSourceArn', signed, 'the grant constrains the source ARN'),

  // The attestation document of a Nitro enclave or of NitroTPM
  ...present(
    kmsKeys
      .map((key) => key.name)
      .filter((name) => name.startsWith('kms:RecipientAttestation:'))
      .join(' '),
    signed,
    attested,
  ),
]);
