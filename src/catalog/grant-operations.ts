// The operations that a grant can allow, and the keys that each works with: a grant may only list what
// its key can do.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
// https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html

/** What a key is for. A key has exactly one usage. */
export type KeyUsage =
  | 'ENCRYPT_DECRYPT'
  | 'SIGN_VERIFY'
  | 'GENERATE_VERIFY_MAC'
  | 'KEY_AGREEMENT'
  | 'ENCAPSULATE_DECAPSULATE';

/** One operation of a grant. */
export interface GrantOperation {
  readonly name: string;
  /** The usages of keys that the operation works with. */
  readonly usages: readonly KeyUsage[];
  /** Of those keys, the ones that it works with. */
  readonly keys: 'any' | 'symmetric' | 'asymmetric';
  readonly source: string;
}

const grants =
  'https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations';
const api = 'https://docs.aws.amazon.com/kms/latest/APIReference';

const everyUsage: readonly KeyUsage[] = [
  'ENCRYPT_DECRYPT',
  'SIGN_VERIFY',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
];

/** The 19 operations, by the keys that they work with. */
export const grantOperations: readonly GrantOperation[] = [
  ...rows(['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo'], ['ENCRYPT_DECRYPT']),
  ...rows(
    [
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'GenerateDataKeyPair',
      'GenerateDataKeyPairWithoutPlaintext',
    ],
    ['ENCRYPT_DECRYPT'],
    'symmetric',
  ),
  ...rows(['Sign', 'Verify'], ['SIGN_VERIFY'], 'asymmetric'),
  ...rows(['GenerateMac', 'VerifyMac'], ['GENERATE_VERIFY_MAC'], 'symmetric'),
  ...rows(['DeriveSharedSecret'], ['KEY_AGREEMENT'], 'asymmetric'),
  ...rows(['Encapsulate', 'Decapsulate'], ['ENCAPSULATE_DECAPSULATE'], 'asymmetric').map((row) => ({
    ...row,
    source: `${api}/API_${row.name}.html`,
  })),
  ...rows(
    ['GetPublicKey'],
    everyUsage.filter((usage) => usage !== 'GENERATE_VERIFY_MAC'),
    'asymmetric',
  ),
  ...rows(['CreateGrant', 'RetireGrant', 'DescribeKey'], everyUsage),
];

/** Finds an operation by its exact name, as `list-grants` prints it. */
export function findGrantOperation(name: string): GrantOperation | undefined {
  return byName.get(name);
}

const byName: ReadonlyMap<string, GrantOperation> = new Map(
  grantOperations.map((row) => [row.name, row]),
);

function rows(
  names: readonly string[],
  usages: readonly KeyUsage[],
  keys: GrantOperation['keys'] = 'any',
): GrantOperation[] {
  return names.map((name) => ({ name, usages, keys, source: grants }));
}
