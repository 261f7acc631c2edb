// The accounts, roles, keys and actions that the workload is made of.

export const account = '111122223333';
export const region = 'us-east-1';
export const root = `arn:aws:iam::${account}:root`;
export const role = (name) => `arn:aws:iam::${account}:role/${name}`;

/** Sessions of the role Engineering: the callers of every request. */
export const callers = Array.from(
  { length: 8 },
  (_, index) => `arn:aws:sts::${account}:assumed-role/Engineering/session-${index}`,
);

/** The ARN of the key with this number; key 0 is the one that requests name. */
export function keyArn(number) {
  const block = String(number).padStart(8, '0');
  return `arn:aws:kms:${region}:${account}:key/${block}-12ab-34cd-56ef-1234567890ab`;
}

/** All keys of the account. */
export const anyKey = `arn:aws:kms:${region}:${account}:key/*`;

export const viaService = (service) => `${service}.${region}.amazonaws.com`;

/** The actions that a wildcard of the workload can stand for. */
export const actions = [
  'CancelKeyDeletion CreateGrant Decrypt DeriveSharedSecret DescribeKey DisableKey',
  'DisableKeyRotation EnableKey EnableKeyRotation Encrypt GenerateDataKey GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GetKeyPolicy',
  'GetKeyRotationStatus GetPublicKey ListGrants ListKeyPolicies ListKeyRotations ListResourceTags',
  'PutKeyPolicy ReEncryptFrom ReEncryptTo RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign',
  'TagResource UntagResource UpdateKeyDescription Verify VerifyMac',
]
  .flatMap((line) => line.split(' '))
  .map((name) => `kms:${name}`);
