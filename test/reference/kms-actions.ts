// The KMS actions: the resource each needs, where an Allow has effect, and use across accounts.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html

/** One KMS action. */
export interface ReferenceKmsAction {
  name: string;
  /** `key`; `alias+key` where each half is authorised on its own; `none` for Resource `*`. */
  resource: 'key' | 'alias+key' | 'none';
  /** Where an Allow on a key has effect: in the key policy too, or in IAM policies only. */
  effective: 'key-policy' | 'identity-policy' | 'nowhere';
  /** Whether another account's principals can use it at all. */
  acrossAccounts: boolean;
  /** Whether requests carry kms:EncryptionContext:…; only these are under grant constraints. */
  encryptionContext: boolean;
}

// name | resource | effective | across accounts | encryption context
const rows = `
CancelKeyDeletion key kp no -
ConnectCustomKeyStore none iam no -
CreateAlias alias+key kp no -
CreateCustomKeyStore none iam no -
CreateGrant key kp yes EC
CreateKey none iam no -
Decapsulate key kp yes -
Decrypt key kp yes EC
DeleteAlias alias+key kp no -
DeleteCustomKeyStore none iam no -
DeleteImportedKeyMaterial key kp no -
DeriveSharedSecret key kp yes -
DescribeCustomKeyStores none iam no -
DescribeKey key kp yes -
DisableKey key kp no -
DisableKeyRotation key kp no -
DisconnectCustomKeyStore none iam no -
EnableKey key kp no -
EnableKeyRotation key kp no -
Encapsulate key kp yes -
Encrypt key kp yes EC
GenerateDataKey key kp yes EC
GenerateDataKeyPair key kp yes EC
GenerateDataKeyPairWithoutPlaintext key kp yes EC
GenerateDataKeyWithoutPlaintext key kp yes EC
GenerateMac key kp yes -
GenerateRandom none iam no -
GetKeyLastUsage key kp no -
GetKeyPolicy key kp no -
GetKeyRotationStatus key kp yes -
GetParametersForImport key kp no -
GetPublicKey key kp yes -
ImportKeyMaterial key kp no -
ListAliases none iam no -
ListGrants key kp yes -
ListKeyPolicies key kp no -
ListKeyRotations key kp no -
ListKeys none iam no -
ListResourceTags key kp no -
ListRetirableGrants none iam no -
PutKeyPolicy key kp no -
ReEncryptFrom key kp yes EC
ReEncryptTo key kp yes EC
ReplicateKey key kp no -
RetireGrant key iam yes EC
RevokeGrant key kp yes -
RotateKeyOnDemand key kp no -
ScheduleKeyDeletion key kp no -
Sign key kp yes -
SynchronizeMultiRegionKey key nowhere no -
TagResource key kp no -
UntagResource key kp no -
UpdateAlias alias+key kp no -
UpdateCustomKeyStore none iam no -
UpdateKeyDescription key kp no -
UpdatePrimaryRegion key kp no -
Verify key kp yes -
VerifyMac key kp yes -
`;

const effects: Record<string, ReferenceKmsAction['effective']> = {
  kp: 'key-policy',
  iam: 'identity-policy',
  nowhere: 'nowhere',
};

/** All KMS actions. */
export const referenceKmsActions: ReferenceKmsAction[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [name, resource, effective, across, context] = row.split(' ') as string[];
    return {
      name: name!,
      resource: resource as ReferenceKmsAction['resource'],
      effective: effects[effective!]!,
      acrossAccounts: across === 'yes',
      encryptionContext: context === 'EC',
    };
  });

/** Finds `kms:Decrypt` in whatever case it was written. */
export function kmsActionOf(action: string): ReferenceKmsAction | undefined {
  const [service, name] = action.toLowerCase().split(':');
  if (service !== 'kms') return undefined;
  return referenceKmsActions.find((row) => row.name.toLowerCase() === name);
}

/** Actions whose requests do not carry kms:CallerAccount, or not kms:ViaService. */
const customKeyStore = /CustomKeyStores?$/;
const withoutKeys = ['GenerateRandom', 'ListAliases', 'ListKeys', 'ListRetirableGrants'];

/** Whether a request for this action carries kms:CallerAccount. */
export function carriesCallerAccount(action: ReferenceKmsAction): boolean {
  return action.effective !== 'nowhere' && !withoutKeys.includes(action.name);
}

/** Whether a forwarded request for this action carries kms:ViaService. */
export function carriesViaService(action: ReferenceKmsAction): boolean {
  return carriesCallerAccount(action) && !customKeyStore.test(action.name);
}
