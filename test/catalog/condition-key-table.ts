// The condition keys of AWS KMS as the developer guide describes them, typed by hand: what the catalogue
// is held against. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html

/** One row. The actions are names, or a group of actions. */
export type KeyRow = readonly [
  name: string,
  type: string,
  values: 'one' | 'several',
  actions: string,
];

const encrypting =
  'Decrypt Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo';
const attested = 'Decrypt DeriveSharedSecret GenerateDataKey GenerateDataKeyPair GenerateRandom';
const cryptographic = `${encrypting} Decapsulate DeriveSharedSecret Encapsulate GenerateMac Sign Verify VerifyMac`;

/** The rows; `key` stands for every action on a key, but for those that the test names. */
export const keyTable: readonly KeyRow[] = [
  ['kms:BypassPolicyLockoutSafetyCheck', 'Bool', 'one', 'CreateKey PutKeyPolicy'],
  ['kms:CallerAccount', 'String', 'one', 'key and stores'],
  ['kms:CustomerMasterKeySpec', 'String', 'one', 'key and CreateKey'],
  ['kms:CustomerMasterKeyUsage', 'String', 'one', 'key and CreateKey'],
  [
    'kms:DataKeyPairSpec',
    'String',
    'one',
    'GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext',
  ],
  ['kms:EncryptionAlgorithm', 'String', 'one', encrypting],
  ['kms:EncryptionContext:department', 'String', 'one', `${encrypting} CreateGrant RetireGrant`],
  ['kms:EncryptionContextKeys', 'String', 'several', `${encrypting} CreateGrant RetireGrant`],
  ['kms:ExpirationModel', 'String', 'one', 'ImportKeyMaterial'],
  ['kms:GrantConstraintSourceArn', 'ARN', 'one', 'CreateGrant'],
  ['kms:GrantConstraintType', 'String', 'one', 'CreateGrant RetireGrant'],
  ['kms:GranteePrincipal', 'String', 'one', 'CreateGrant'],
  ['kms:GranteeServicePrincipal', 'String', 'one', 'CreateGrant'],
  ['kms:GrantIsForAWSResource', 'Bool', 'one', 'CreateGrant ListGrants RevokeGrant'],
  ['kms:GrantOperations', 'String', 'several', 'CreateGrant'],
  ['kms:KeyAgreementAlgorithm', 'String', 'one', 'DeriveSharedSecret'],
  ['kms:KeyOrigin', 'String', 'one', 'key and CreateKey'],
  ['kms:KeySpec', 'String', 'one', 'key and CreateKey'],
  ['kms:KeyUsage', 'String', 'one', 'key and CreateKey'],
  ['kms:MacAlgorithm', 'String', 'one', 'GenerateMac VerifyMac'],
  ['kms:MessageType', 'String', 'one', 'Sign Verify'],
  ['kms:MultiRegion', 'Bool', 'one', 'key and CreateKey'],
  ['kms:MultiRegionKeyType', 'String', 'one', 'key and CreateKey'],
  ['kms:PrimaryRegion', 'String', 'one', 'UpdatePrimaryRegion'],
  ['kms:ReEncryptOnSameKey', 'Bool', 'one', 'ReEncryptFrom ReEncryptTo'],
  ['kms:RecipientAttestation:ImageSha384', 'String', 'one', attested],
  ['kms:RecipientAttestation:NitroTPMPCR0', 'String', 'one', attested],
  ['kms:RecipientAttestation:NitroTPMPCR23', 'String', 'one', attested],
  ['kms:RecipientAttestation:PCR0', 'String', 'one', attested],
  ['kms:RecipientAttestation:PCR31', 'String', 'one', attested],
  ['kms:ReplicaRegion', 'String', 'one', 'ReplicateKey'],
  ['kms:RequestAlias', 'String', 'one', `${cryptographic} DescribeKey GetPublicKey`],
  ['kms:ResourceAliases', 'String', 'several', 'key and RetireGrant'],
  ['kms:RetiringPrincipal', 'String', 'one', 'CreateGrant'],
  ['kms:RetiringServicePrincipal', 'String', 'one', 'CreateGrant'],
  ['kms:RotationPeriodInDays', 'Numeric', 'one', 'EnableKeyRotation'],
  ['kms:ScheduleKeyDeletionPendingWindowInDays', 'Numeric', 'one', 'ScheduleKeyDeletion'],
  ['kms:SigningAlgorithm', 'String', 'one', 'Sign Verify'],
  ['kms:TrailingDaysWithoutKeyUsage', 'Numeric', 'one', 'DisableKey ScheduleKeyDeletion'],
  ['kms:ValidTo', 'Date', 'one', 'ImportKeyMaterial'],
  ['kms:ViaService', 'String', 'one', 'key and CreateKey and RetireGrant'],
  ['kms:WrappingAlgorithm', 'String', 'one', 'GetParametersForImport'],
  ['kms:WrappingKeySpec', 'String', 'one', 'GetParametersForImport'],
];
