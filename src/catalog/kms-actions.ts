// The actions of AWS KMS: what each acts on, where an Allow for it counts, and which condition keys it carries.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
import { asciiLower } from '../model/ascii.ts';

/** One action of AWS KMS. `resources` is empty for actions that act on `*`. */
export interface KmsAction {
  readonly name: string;
  readonly access: 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';
  readonly resources: readonly ('key' | 'alias')[];
  /** Where an Allow for the action counts; `none` for what only AWS KMS itself does. */
  readonly effective: 'key-policy' | 'identity-policy' | 'none';
  /** Whether the action works on a key of another account. */
  readonly crossAccount: boolean;
  readonly conditionKeys: readonly string[];
  readonly source: string;
}

const source =
  'https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html';

const encryptionContext = [
  'kms:EncryptionContext:${EncryptionContextKey}',
  'kms:EncryptionContextKeys',
];
const recipient = [
  'kms:RecipientAttestation:ImageSha384',
  ...Array.from({ length: 32 }, (_, register) => `kms:RecipientAttestation:PCR${register}`),
  ...Array.from({ length: 24 }, (_, register) => `kms:RecipientAttestation:NitroTPMPCR${register}`),
];
const caller = ['kms:CallerAccount', 'kms:ViaService'];
const keyProperties = [
  'aws:ResourceTag/${TagKey}',
  'kms:KeyOrigin',
  'kms:KeySpec',
  'kms:KeyUsage',
  'kms:MultiRegion',
  'kms:MultiRegionKeyType',
  'kms:ResourceAliases',
];

/** Rows in alphabetical order, as of `catalogDate`. */
export const kmsActions: readonly KmsAction[] = [
  onKey('CancelKeyDeletion', 'Write', 'own'),
  byIam('ConnectCustomKeyStore', 'Write', ['kms:CallerAccount']),
  { ...onKey('CreateAlias', 'Write', 'own'), resources: ['alias', 'key'] },
  byIam('CreateCustomKeyStore', 'Write', ['kms:CallerAccount']),
  onKey('CreateGrant', 'Permissions management', 'both', [
    ...encryptionContext,
    'kms:GrantConstraintSourceArn',
    'kms:GrantConstraintType',
    'kms:GrantIsForAWSResource',
    'kms:GrantOperations',
    'kms:GranteePrincipal',
    'kms:GranteeServicePrincipal',
    'kms:RetiringPrincipal',
    'kms:RetiringServicePrincipal',
  ]),
  byIam('CreateKey', 'Write', [
    ...caller,
    'aws:RequestTag/${TagKey}',
    'aws:ResourceTag/${TagKey}',
    'aws:TagKeys',
    'kms:BypassPolicyLockoutSafetyCheck',
    'kms:KeyOrigin',
    'kms:KeySpec',
    'kms:KeyUsage',
    'kms:MultiRegion',
    'kms:MultiRegionKeyType',
  ]),
  onKey('Decapsulate', 'Write', 'both', ['kms:RequestAlias']),
  onKey('Decrypt', 'Write', 'both', [
    ...encryptionContext,
    ...recipient,
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  { ...onKey('DeleteAlias', 'Write', 'own'), resources: ['alias', 'key'] },
  byIam('DeleteCustomKeyStore', 'Write', ['kms:CallerAccount']),
  onKey('DeleteImportedKeyMaterial', 'Write', 'own'),
  onKey('DeriveSharedSecret', 'Write', 'both', [
    ...recipient,
    'kms:KeyAgreementAlgorithm',
    'kms:RequestAlias',
  ]),
  byIam('DescribeCustomKeyStores', 'Read', ['kms:CallerAccount']),
  onKey('DescribeKey', 'Read', 'both', ['kms:RequestAlias']),
  onKey('DisableKey', 'Write', 'own', ['kms:TrailingDaysWithoutKeyUsage']),
  onKey('DisableKeyRotation', 'Write', 'own'),
  byIam('DisconnectCustomKeyStore', 'Write', ['kms:CallerAccount']),
  onKey('EnableKey', 'Write', 'own'),
  onKey('EnableKeyRotation', 'Write', 'own', ['kms:RotationPeriodInDays']),
  onKey('Encapsulate', 'Write', 'both', ['kms:RequestAlias']),
  onKey('Encrypt', 'Write', 'both', [
    ...encryptionContext,
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  onKey('GenerateDataKey', 'Write', 'both', [
    ...encryptionContext,
    ...recipient,
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  onKey('GenerateDataKeyPair', 'Write', 'both', [
    ...encryptionContext,
    ...recipient,
    'kms:DataKeyPairSpec',
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  onKey('GenerateDataKeyPairWithoutPlaintext', 'Write', 'both', [
    ...encryptionContext,
    'kms:DataKeyPairSpec',
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  onKey('GenerateDataKeyWithoutPlaintext', 'Write', 'both', [
    ...encryptionContext,
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  onKey('GenerateMac', 'Write', 'both', ['kms:MacAlgorithm', 'kms:RequestAlias']),
  byIam('GenerateRandom', 'Write', [...recipient]),
  onKey('GetKeyLastUsage', 'Read', 'own'),
  onKey('GetKeyPolicy', 'Read', 'own'),
  onKey('GetKeyRotationStatus', 'Read', 'both'),
  onKey('GetParametersForImport', 'Read', 'own', ['kms:WrappingAlgorithm', 'kms:WrappingKeySpec']),
  onKey('GetPublicKey', 'Read', 'both', ['kms:RequestAlias']),
  onKey('ImportKeyMaterial', 'Write', 'own', ['kms:ExpirationModel', 'kms:ValidTo']),
  byIam('ListAliases', 'List'),
  onKey('ListGrants', 'List', 'both', ['kms:GrantIsForAWSResource']),
  onKey('ListKeyPolicies', 'List', 'own'),
  onKey('ListKeyRotations', 'List', 'own'),
  byIam('ListKeys', 'List'),
  onKey('ListResourceTags', 'List', 'own'),
  byIam('ListRetirableGrants', 'List'),
  onKey('PutKeyPolicy', 'Permissions management', 'own', ['kms:BypassPolicyLockoutSafetyCheck']),
  onKey('ReEncryptFrom', 'Write', 'both', [
    ...encryptionContext,
    'kms:EncryptionAlgorithm',
    'kms:ReEncryptOnSameKey',
    'kms:RequestAlias',
  ]),
  onKey('ReEncryptTo', 'Write', 'both', [
    ...encryptionContext,
    'kms:EncryptionAlgorithm',
    'kms:ReEncryptOnSameKey',
    'kms:RequestAlias',
  ]),
  onKey('ReplicateKey', 'Write', 'own', ['kms:ReplicaRegion']),
  {
    ...onKey('RetireGrant', 'Permissions management', 'both', [
      ...encryptionContext,
      'kms:GrantConstraintType',
    ]),
    effective: 'identity-policy',
  },
  onKey('RevokeGrant', 'Permissions management', 'both', ['kms:GrantIsForAWSResource']),
  onKey('RotateKeyOnDemand', 'Write', 'own'),
  onKey('ScheduleKeyDeletion', 'Write', 'own', [
    'kms:ScheduleKeyDeletionPendingWindowInDays',
    'kms:TrailingDaysWithoutKeyUsage',
  ]),
  onKey('Sign', 'Write', 'both', ['kms:MessageType', 'kms:RequestAlias', 'kms:SigningAlgorithm']),
  { ...onKey('SynchronizeMultiRegionKey', 'Write', 'own'), effective: 'none', conditionKeys: [] },
  onKey('TagResource', 'Tagging', 'own', ['aws:RequestTag/${TagKey}', 'aws:TagKeys']),
  onKey('UntagResource', 'Tagging', 'own', ['aws:TagKeys']),
  { ...onKey('UpdateAlias', 'Write', 'own'), resources: ['alias', 'key'] },
  byIam('UpdateCustomKeyStore', 'Write', ['kms:CallerAccount']),
  onKey('UpdateKeyDescription', 'Write', 'own'),
  onKey('UpdatePrimaryRegion', 'Write', 'own', ['kms:PrimaryRegion']),
  onKey('Verify', 'Write', 'both', ['kms:MessageType', 'kms:RequestAlias', 'kms:SigningAlgorithm']),
  onKey('VerifyMac', 'Write', 'both', ['kms:MacAlgorithm', 'kms:RequestAlias']),
];

const byName: ReadonlyMap<string, KmsAction> = new Map(
  kmsActions.map((action) => [asciiLower(action.name), action]),
);

/** Finds an action by its name without `kms:`, in any case. */
export function findKmsAction(name: string): KmsAction | undefined {
  return byName.get(asciiLower(name));
}

/** An action on a key, of the caller's own account or of both. */
function onKey(
  name: string,
  access: KmsAction['access'],
  accounts: 'own' | 'both',
  conditionKeys: readonly string[] = [],
): KmsAction {
  return {
    name,
    access,
    resources: ['key'],
    effective: 'key-policy',
    crossAccount: accounts === 'both',
    conditionKeys: [...keyProperties, ...caller, ...conditionKeys],
    source,
  };
}

/** An action without a key, for which only IAM policies count. */
function byIam(
  name: string,
  access: KmsAction['access'],
  conditionKeys: readonly string[] = [],
): KmsAction {
  return {
    name,
    access,
    resources: [],
    effective: 'identity-policy',
    crossAccount: false,
    conditionKeys,
    source,
  };
}
