// The words that describe a KMS key, and how its id and aliases look.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html

/** A key id: a UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key. */
export const keyIdPattern =
  /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** An alias name, with its prefix. */
export const aliasNamePattern = /^alias\/[a-zA-Z0-9:/_-]{1,250}$/;

/** Key specs. */
export const keySpecs = [
  'SYMMETRIC_DEFAULT',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_NIST_EDWARDS25519',
  'ECC_SECG_P256K1',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
  'SM2',
] as const;

/** Key usages. */
export const keyUsages = [
  'ENCRYPT_DECRYPT',
  'SIGN_VERIFY',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
] as const;

/** Where key material comes from. */
export const keyOrigins = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const;

/** Key states. */
export const keyStates = [
  'Enabled',
  'Disabled',
  'Creating',
  'PendingImport',
  'PendingDeletion',
  'PendingReplicaDeletion',
  'Unavailable',
  'Updating',
] as const;

/** The usage of a key whose spec leaves no choice, or the usual one. */
export function usualUsage(spec: string): (typeof keyUsages)[number] {
  if (spec.startsWith('HMAC_')) return 'GENERATE_VERIFY_MAC';
  if (spec.startsWith('ML_KEM_')) return 'ENCAPSULATE_DECAPSULATE';
  if (spec.startsWith('ECC_') || spec.startsWith('ML_DSA_')) return 'SIGN_VERIFY';
  return 'ENCRYPT_DECRYPT';
}
