// The key specs: what a key of each is for, and with which algorithms.
// https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
import type { KeyPairSpec } from '../crypto/key-pair.ts';
import type {
  EncryptionAlgorithmSpec,
  KeyUsageType,
  MacAlgorithmSpec,
  SigningAlgorithmSpec,
} from './api-types.generated.ts';

/** One key spec. */
export interface KeySpecRow {
  readonly name: string;
  /** Whether the material is bytes, or a key pair of this spec. */
  readonly material: { readonly bytes: number } | { readonly pair: KeyPairSpec };
  readonly usages: readonly KeyUsageType[];
  readonly encryptionAlgorithms: readonly EncryptionAlgorithmSpec[];
  readonly signingAlgorithms: readonly SigningAlgorithmSpec[];
  readonly macAlgorithms: readonly MacAlgorithmSpec[];
  /** Whether key material can be imported. */
  readonly importable: boolean;
}

const oaep = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const;
const rsaSigning = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
] as const;
const signOrAgree = ['SIGN_VERIFY', 'KEY_AGREEMENT'] as const;

/** The rows by name. SM2 exists in the China Regions only, and is not modelled. */
export const keySpecs: Readonly<Record<string, KeySpecRow>> = Object.fromEntries(
  [
    symmetric(),
    ...(['RSA_2048', 'RSA_3072', 'RSA_4096'] as const).map((name) =>
      pair(name, ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'], {
        encryptionAlgorithms: oaep,
        signingAlgorithms: rsaSigning,
      }),
    ),
    pair('ECC_NIST_P256', signOrAgree, { signingAlgorithms: ['ECDSA_SHA_256'] }),
    pair('ECC_NIST_P384', signOrAgree, { signingAlgorithms: ['ECDSA_SHA_384'] }),
    pair('ECC_NIST_P521', signOrAgree, { signingAlgorithms: ['ECDSA_SHA_512'] }),
    pair('ECC_SECG_P256K1', ['SIGN_VERIFY'], { signingAlgorithms: ['ECDSA_SHA_256'] }),
    pair('ECC_NIST_EDWARDS25519', ['SIGN_VERIFY'], {
      signingAlgorithms: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'],
    }),
    ...([224, 256, 384, 512] as const).map(mac),
    ...(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const).map((name) =>
      pair(name, ['SIGN_VERIFY'], { signingAlgorithms: ['ML_DSA_SHAKE_256'], importable: false }),
    ),
    ...(['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'] as const).map((name) =>
      pair(name, ['ENCAPSULATE_DECAPSULATE'], { importable: false }),
    ),
  ].map((row) => [row.name, row]),
);

type Columns = Partial<KeySpecRow>;

function row(name: string, material: KeySpecRow['material'], columns: Columns): KeySpecRow {
  return {
    name,
    material,
    usages: [],
    encryptionAlgorithms: [],
    signingAlgorithms: [],
    macAlgorithms: [],
    importable: true,
    ...columns,
  };
}

function symmetric(): KeySpecRow {
  const material = { bytes: 32 };
  return row('SYMMETRIC_DEFAULT', material, {
    usages: ['ENCRYPT_DECRYPT'],
    encryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  });
}

function pair(name: KeyPairSpec, usages: readonly KeyUsageType[], columns: Columns): KeySpecRow {
  return row(name, { pair: name }, { usages, ...columns });
}

function mac(bits: 224 | 256 | 384 | 512): KeySpecRow {
  const macAlgorithms = [`HMAC_SHA_${bits}` as const];
  return row(
    `HMAC_${bits}`,
    { bytes: bits / 8 },
    { usages: ['GENERATE_VERIFY_MAC'], macAlgorithms },
  );
}
