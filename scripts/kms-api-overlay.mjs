// What the API of AWS KMS has gained since the model in scripts/data, and what the model does not say:
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html

const common = ['DependencyTimeout', 'Disabled', 'DryRunOperation', 'InvalidGrantToken'].concat([
  'InvalidKeyUsage',
  'KeyUnavailable',
  'KMSInternal',
  'KMSInvalidState',
  'NotFound',
]);

/** Operations: their structures and the errors that the API lists, without `Exception`. */
export const operations = {
  Encapsulate: { errors: common },
  Decapsulate: { errors: [...common, 'InvalidCiphertext'] },
};

/** Shapes that the model lacks. */
export const shapes = {
  EncapsulationAlgorithmSpec: { type: 'string', enum: ['ML_KEM'] },
  EncapsulationAlgorithmSpecList: list('EncapsulationAlgorithmSpec'),
  SourceArnType: { type: 'string', min: 20, max: 512 },
  ServicePrincipalType: { type: 'string', min: 1, max: 256, pattern: '^[\\w+=,.@:/-]+$' },
  EncapsulateRequest: structure(['KeyId', 'EncapsulationAlgorithm'], {
    KeyId: 'KeyIdType',
    EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
    GrantTokens: 'GrantTokenList',
    DryRun: 'NullableBooleanType',
  }),
  EncapsulateResponse: structure([], {
    KeyId: 'KeyIdType',
    SharedSecret: 'PlaintextType',
    SharedSecretCiphertextBlob: 'CiphertextType',
    EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
  }),
  DecapsulateRequest: structure(['KeyId', 'SharedSecretCiphertextBlob', 'EncapsulationAlgorithm'], {
    KeyId: 'KeyIdType',
    SharedSecretCiphertextBlob: 'CiphertextType',
    EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
    GrantTokens: 'GrantTokenList',
    DryRun: 'NullableBooleanType',
  }),
  DecapsulateResponse: structure([], {
    KeyId: 'KeyIdType',
    SharedSecret: 'PlaintextType',
    EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
  }),
};

const services = {
  GranteeServicePrincipal: 'ServicePrincipalType',
  RetiringServicePrincipal: 'ServicePrincipalType',
};

/** Members that structures have gained. */
export const members = {
  CreateGrantRequest: services,
  GrantListEntry: services,
  ListGrantsRequest: { GranteeServicePrincipal: 'ServicePrincipalType' },
  ListRetirableGrantsRequest: { RetiringServicePrincipal: 'ServicePrincipalType' },
  GrantConstraints: { SourceArn: 'SourceArnType' },
  KeyMetadata: { EncapsulationAlgorithms: 'EncapsulationAlgorithmSpecList' },
  GetPublicKeyResponse: { EncapsulationAlgorithms: 'EncapsulationAlgorithmSpecList' },
};

/** Members that are no longer required: another member can take their place. */
export const optional = {
  CreateGrantRequest: ['GranteePrincipal'],
  ListRetirableGrantsRequest: ['RetiringPrincipal'],
};

const mlKem = ['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'];

/** Values that enums have gained, after those of the model. */
export const values = {
  KeySpec: mlKem,
  DataKeyPairSpec: mlKem,
  KeyUsageType: ['ENCAPSULATE_DECAPSULATE'],
  GrantOperation: ['Encapsulate', 'Decapsulate'],
  KeyLastUsageTrackingOperation: ['Encapsulate', 'Decapsulate'],
};

/** The order in which AWS KMS lists the values of an enum in its messages, where it was recorded. */
export const printedValues = {
  SigningAlgorithmSpec: [
    ...['PSS', 'PKCS1_V1_5'].flatMap((scheme) =>
      [256, 384, 512].map((bits) => `RSASSA_${scheme}_SHA_${bits}`),
    ),
    ...[256, 384, 512].map((bits) => `ECDSA_SHA_${bits}`),
    'ED25519_SHA_512',
    'ED25519_PH_SHA_512',
    'SM2DSA',
    'ML_DSA_SHAKE_256',
  ],
  EncryptionAlgorithmSpec: [
    'RSAES_OAEP_SHA_1',
    'RSAES_OAEP_SHA_256',
    'SM2PKE',
    'SYMMETRIC_DEFAULT',
  ],
  MacAlgorithmSpec: ['HMAC_SHA_384', 'HMAC_SHA_256', 'HMAC_SHA_224', 'HMAC_SHA_512'],
};

/** Constraints that AWS KMS enforces beyond the model. */
export const constraints = {
  KeyIdType: { pattern: '^\\p{ASCII}+$' },
};

function structure(required, members) {
  const entries = Object.entries(members).map(([name, shape]) => [name, { shape }]);
  return { type: 'structure', required, members: Object.fromEntries(entries) };
}

function list(shape) {
  return { type: 'list', member: { shape } };
}
