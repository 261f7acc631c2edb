// Which operation works on which type of key: every cell of the guide's table, by really calling.
// https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html
import { describe, expect, it, vi } from 'vitest';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { calls, kitOf, type Subject, type SubjectFields } from './calls.ts';
import { alice, createKit } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

/** The columns. The last three are symmetric encryption keys: imported, in a custom key store, multi-Region. */
const types: Readonly<Record<string, SubjectFields>> = {
  symmetric: {},
  hmac: { spec: 'HMAC_384', usage: 'GENERATE_VERIFY_MAC' },
  'rsa-enc': { spec: 'RSA_2048', usage: 'ENCRYPT_DECRYPT' },
  'rsa-sign': { spec: 'RSA_2048', usage: 'SIGN_VERIFY' },
  'ecc-sign': { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' },
  'ecc-agree': { spec: 'ECC_NIST_P256', usage: 'KEY_AGREEMENT' },
  ed25519: { spec: 'ECC_NIST_EDWARDS25519', usage: 'SIGN_VERIFY' },
  'ml-dsa': { spec: 'ML_DSA_44', usage: 'SIGN_VERIFY' },
  'ml-kem': { spec: 'ML_KEM_512', usage: 'ENCAPSULATE_DECAPSULATE' },
  external: { origin: 'EXTERNAL' },
  cloudhsm: { origin: 'AWS_CLOUDHSM' },
  'multi-region': { multiRegion: true },
};

// `yes`, or which error: see below.
const table = `
                                     symmetric hmac  rsa-enc rsa-sign ecc-sign ecc-agree ed25519 ml-dsa ml-kem  external cloudhsm multi-region
CancelKeyDeletion                    state     state state   state    state    state     state   state  state   state    state    state
CreateAlias                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
CreateGrant                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
Decapsulate                          usage     usage usage   usage    usage    usage     usage   usage  yes     usage    usage    usage
Decrypt                              yes       usage yes     usage    usage    usage     usage   usage  usage   yes      yes      yes
DeleteAlias                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
DeleteImportedKeyMaterial            origin    origin origin origin   origin   origin    origin  origin origin  yes      origin   origin
DeriveSharedSecret                   usage     usage usage   usage    usage    yes       usage   usage  usage   usage    usage    usage
DescribeKey                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
DisableKey                           yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
DisableKeyRotation                   yes       yes   yes     yes      yes      yes       yes     yes    yes     origin   origin   yes
EnableKey                            yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
EnableKeyRotation                    yes       mute  mute    mute     mute     mute      mute    mute   mute    origin   origin   yes
Encapsulate                          usage     usage usage   usage    usage    usage     usage   usage  yes     usage    usage    usage
Encrypt                              yes       usage yes     usage    usage    usage     usage   usage  usage   yes      yes      yes
GenerateDataKey                      yes       usage dataKey usage    usage    usage     usage   usage  usage   yes      yes      yes
GenerateDataKeyPair                  yes       usage dataKey usage    usage    usage     usage   usage  usage   yes      origin   yes
GenerateDataKeyPairWithoutPlaintext  yes       usage dataKey usage    usage    usage     usage   usage  usage   yes      origin   yes
GenerateDataKeyWithoutPlaintext      yes       usage dataKey usage    usage    usage     usage   usage  usage   yes      yes      yes
GenerateMac                          usage     yes   usage   usage    usage    usage     usage   usage  usage   usage    usage    usage
GetKeyLastUsage                      yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
GetKeyPolicy                         yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
GetKeyRotationStatus                 yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      origin   yes
GetParametersForImport               origin    origin origin origin   origin   origin    origin  origin origin  yes      origin   origin
GetPublicKey                         mute      mute  yes     yes      yes      yes       yes     yes    yes     mute     mute     mute
ImportKeyMaterial                    origin    origin origin origin   origin   origin    origin  origin origin  yes      origin   origin
ListAliases                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
ListGrants                           yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
ListKeyPolicies                      yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
ListKeyRotations                     yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
ListResourceTags                     yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
PutKeyPolicy                         yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
ReEncrypt                            yes       usage yes     usage    usage    usage     usage   usage  usage   yes      yes      yes
ReplicateKey                         single    single single single   single   single    single  single single  single   single   yes
RetireGrant                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
RevokeGrant                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
RotateKeyOnDemand                    yes       mute  mute    mute     mute     mute      mute    mute   mute    pending  origin   yes
ScheduleKeyDeletion                  yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
Sign                                 usage     usage usage   yes      yes      usage     yes     yes    usage   usage    usage    usage
TagResource                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
UntagResource                        yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
UpdateAlias                          yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
UpdateKeyDescription                 yes       yes   yes     yes      yes      yes       yes     yes    yes     yes      yes      yes
UpdatePrimaryRegion                  single    single single single   single   single    single  single single  single   single   yes
Verify                               usage     usage usage   yes      yes      usage     yes     yes    usage   usage    usage    usage
VerifyMac                            usage     yes   usage   usage    usage    usage     usage   usage  usage   usage    usage    usage
`;

/** The error that a word of the table stands for. */
function errorOf(word: string, row: string, type: string, { arn, usage }: Subject) {
  const error = (name: string, message: string) => ({ row, type, name, message });
  switch (word) {
    case 'yes':
      return { row, type };
    case 'state':
      return error('KMSInvalidStateException', `${arn} is not pending deletion.`);
    case 'usage':
      return error(
        'InvalidKeyUsageException',
        `${arn} key usage is ${usage} which is not valid for ${row}.`,
      );
    case 'dataKey':
      return error(
        'InvalidKeyUsageException',
        'You cannot generate a data key with an asymmetric CMK',
      );
    case 'origin':
      return error(
        'UnsupportedOperationException',
        `${arn} origin is ${types[type]?.origin ?? 'AWS_KMS'} which is not valid for this operation.`,
      );
    case 'mute':
      return error('UnsupportedOperationException', '');
    case 'single':
      return error('UnsupportedOperationException', `${arn} is not a multi-region primary key.`);
    case 'pending':
      // Rotation is for these keys too, once they have a new material.
      return error(
        'KMSInvalidStateException',
        `No available key material pending rotation for the key: ${arn}.`,
      );
    default:
      throw new Error(`no word ${word}`);
  }
}

const [head, ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/)) as [string[], ...string[][]];

describe('operation × key type', () => {
  it.each(rows)('%s', async (row, ...words) => {
    const operation = row as OperationName;
    const answers = [];
    const expected = [];
    for (const [at, type] of head.entries()) {
      const { kit, subject } = kitOf(types[type]!);
      expected.push(errorOf(words[at]!, operation, type, subject));
      const { error } = await kit.call(alice, operation, await calls[operation]!(subject, kit));
      const { name, message } = error ?? {};
      answers.push({ row: operation, type, ...(error ? { name, message } : {}) });
    }
    expect(answers).toEqual(expected);
  });

  it('has 552 cells: 46 rows and 12 types', () => {
    expect(rows.flatMap((row) => row.slice(1))).toHaveLength(552);
  });
});

// What the three operations of imported material do for keys of every type that can have it.
const importable = ['symmetric', 'hmac', 'rsa-enc', 'rsa-sign', 'ecc-sign', 'ecc-agree', 'ed25519'];

describe('keys with imported material: 3 operations × 7 types', () => {
  it.each(importable)('%s', async (type) => {
    for (const operation of [
      'GetParametersForImport',
      'ImportKeyMaterial',
      'DeleteImportedKeyMaterial',
    ] as const) {
      const { kit, subject } = kitOf({
        ...types[type],
        origin: 'EXTERNAL',
        state: 'PendingImport',
      });
      const { error } = await kit.call(alice, operation, await calls[operation]!(subject, kit));
      expect({ operation, error }).toEqual({ operation, error: undefined });
    }
  });

  it.each(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87', 'ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'])(
    '%s has none',
    async (KeySpec) => {
      const KeyUsage = KeySpec.startsWith('ML_DSA') ? 'SIGN_VERIFY' : 'ENCAPSULATE_DECAPSULATE';
      const parameters = { KeySpec, KeyUsage, Origin: 'EXTERNAL' };
      const { error } = await createKit().call(alice, 'CreateKey', parameters);
      expect(error).toMatchObject({
        name: 'ValidationException',
        message: `KeySpec ${KeySpec} does not support imported key material.`,
      });
    },
  );
});
