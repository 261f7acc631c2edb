// One call of every operation that goes well on a key which allows it: what tables of operations run on. What a
// call takes from other operations (a ciphertext, a signature, a grant) is made before it, on the same key where
// that works, and is rubbish where it does not.
import { exportPrivateKey } from '../../src/crypto/key-pair.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import type { World } from '../../src/world/world.ts';
import { pairOf, type specs } from '../crypto/key-pairs.ts';
import { wrap } from './import-kit.ts';
import { alice, createKit, home, type Kit, region, worldOf, worldText } from './kit.ts';

/** The key that calls are about, and another one of its kind that has the alias `alias/spare`. */
export interface Subject {
  readonly id: string;
  readonly arn: string;
  readonly spec: string;
  readonly usage: string;
}

/** How a key is described in a world. */
export interface SubjectFields {
  readonly spec?: string;
  readonly usage?: string;
  readonly origin?: string;
  readonly state?: string;
  readonly multiRegion?: boolean;
}

export type Parameters = Readonly<Record<string, unknown>>;

const single = '11111111-1111-1111-1111-111111111111';
const multi = 'mrk-11111111111111111111111111111111';
const grantId = 'ab'.repeat(32);
/** The Region where a multi-Region subject has a replica, and one where it has none. */
const replicaRegion = 'eu-west-1';
const freeRegion = 'eu-west-2';

/** A kit whose world has the subject, its spare, and what calls need of both. */
export function kitOf(fields: SubjectFields): { readonly kit: Kit; readonly subject: Subject } {
  const { multiRegion = false, spec = 'SYMMETRIC_DEFAULT', usage = 'ENCRYPT_DECRYPT' } = fields;
  const { origin = 'AWS_KMS', state = 'Enabled' } = fields;
  const id = multiRegion ? multi : single;
  const arn = `arn:aws:kms:${region}:${home}:key/${id}`;
  const kind = `spec: ${spec}, usage: ${usage}`;
  const constraints =
    spec === 'SYMMETRIC_DEFAULT'
      ? ', Constraints: { EncryptionContextSubset: { purpose: orders } }'
      : '';
  const grant = `{ GrantId: ${grantId}, KeyId: '${arn}', GranteePrincipal: '${alice}', RetiringPrincipal: '${alice}', Operations: [DescribeKey]${constraints} }`;
  const role = (type: string) =>
    multiRegion ? `, multiRegion: true, multiRegionKeyType: ${type}` : '';
  const keys = [
    `{ id: ${id}, region: ${region}, ${kind}, origin: ${origin}, state: ${state}, aliases: [alias/subject], grants: [${grant}]${role('PRIMARY')} }`,
    `{ id: ${id.replaceAll('1', '2')}, region: ${region}, ${kind}, origin: ${origin}, aliases: [alias/spare]${role('PRIMARY')} }`,
    ...(multiRegion
      ? [`{ id: ${id}, region: ${replicaRegion}, ${kind}, origin: ${origin}${role('REPLICA')} }`]
      : []),
  ];
  return { kit: createKit(worldFor(keys)), subject: { id, arn, spec, usage } };
}

const worlds = new Map<string, World>();

/** A world never changes, so that each is read once. */
function worldFor(keys: readonly string[]): World {
  const text = worldText(`[${keys.join(', ')}]`);
  const world = worlds.get(text) ?? worldOf(text);
  worlds.set(text, world);
  return world;
}

/** What a call of each operation is given; operations of custom key stores have none. */
export const calls: {
  readonly [N in OperationName]?: (subject: Subject, kit: Kit) => Parameters | Promise<Parameters>;
} = {
  CancelKeyDeletion: keyOnly,
  CreateAlias: ({ id }) => ({ AliasName: 'alias/new', TargetKeyId: id }),
  CreateGrant: ({ id }) => ({ KeyId: id, GranteePrincipal: alice, Operations: ['DescribeKey'] }),
  CreateKey: () => ({}),
  Decapsulate: async ({ id }, kit) => ({
    KeyId: id,
    EncapsulationAlgorithm: 'ML_KEM',
    SharedSecretCiphertextBlob:
      (await got(kit, 'Encapsulate', { KeyId: id, EncapsulationAlgorithm: 'ML_KEM' }))
        .SharedSecretCiphertextBlob ?? rubbish,
  }),
  Decrypt: async (subject, kit) => ({
    KeyId: subject.id,
    EncryptionAlgorithm: encryptionAlgorithm(subject),
    CiphertextBlob: await ciphertextOf(subject, kit),
  }),
  DeleteAlias: () => ({ AliasName: 'alias/subject' }),
  DeleteImportedKeyMaterial: keyOnly,
  DeriveSharedSecret: async ({ id }) => ({
    KeyId: id,
    KeyAgreementAlgorithm: 'ECDH',
    PublicKey: (await pairOf('ECC_NIST_P256')).publicKey,
  }),
  DescribeKey: keyOnly,
  DisableKey: keyOnly,
  DisableKeyRotation: keyOnly,
  EnableKey: keyOnly,
  EnableKeyRotation: keyOnly,
  Encapsulate: ({ id }) => ({ KeyId: id, EncapsulationAlgorithm: 'ML_KEM' }),
  Encrypt: encryptParameters,
  GenerateDataKey: ({ id }) => ({ KeyId: id, KeySpec: 'AES_256' }),
  GenerateDataKeyPair: ({ id }) => ({ KeyId: id, KeyPairSpec: 'ECC_NIST_P256' }),
  GenerateDataKeyPairWithoutPlaintext: ({ id }) => ({ KeyId: id, KeyPairSpec: 'ECC_NIST_P256' }),
  GenerateDataKeyWithoutPlaintext: ({ id }) => ({ KeyId: id, KeySpec: 'AES_256' }),
  GenerateMac: macParameters,
  GenerateRandom: () => ({ NumberOfBytes: 32 }),
  GetKeyLastUsage: keyOnly,
  GetKeyPolicy: keyOnly,
  GetKeyRotationStatus: keyOnly,
  GetParametersForImport: importParameters,
  GetPublicKey: keyOnly,
  ImportKeyMaterial: async (subject, kit) => {
    const { ImportToken = rubbish, PublicKey } = await got(
      kit,
      'GetParametersForImport',
      importParameters(subject),
    );
    const EncryptedKeyMaterial = PublicKey
      ? wrap(PublicKey as Uint8Array, await materialFor(subject), wrappingAlgorithm(subject))
      : rubbish;
    return {
      KeyId: subject.id,
      ImportToken,
      EncryptedKeyMaterial,
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      ...(subject.spec === 'SYMMETRIC_DEFAULT' ? { ImportType: 'NEW_KEY_MATERIAL' } : {}),
    };
  },
  ListAliases: keyOnly,
  ListGrants: keyOnly,
  ListKeyPolicies: keyOnly,
  ListKeyRotations: keyOnly,
  ListKeys: () => ({}),
  ListResourceTags: keyOnly,
  ListRetirableGrants: () => ({ RetiringPrincipal: alice }),
  PutKeyPolicy: ({ id }) => ({ KeyId: id, Policy: policy }),
  ReEncrypt: async (subject, kit) => ({
    CiphertextBlob: await ciphertextOf(subject, kit),
    SourceKeyId: subject.id,
    SourceEncryptionAlgorithm: encryptionAlgorithm(subject),
    DestinationKeyId: 'alias/spare',
    DestinationEncryptionAlgorithm: encryptionAlgorithm(subject),
  }),
  ReplicateKey: ({ id }) => ({ KeyId: id, ReplicaRegion: freeRegion }),
  RetireGrant: ({ arn }) => ({ KeyId: arn, GrantId: grantId }),
  RevokeGrant: ({ id }) => ({ KeyId: id, GrantId: grantId }),
  RotateKeyOnDemand: keyOnly,
  ScheduleKeyDeletion: keyOnly,
  Sign: signParameters,
  TagResource: ({ id }) => ({ KeyId: id, Tags: [{ TagKey: 'team', TagValue: 'blue' }] }),
  UntagResource: ({ id }) => ({ KeyId: id, TagKeys: ['team'] }),
  UpdateAlias: ({ id }) => ({ AliasName: 'alias/spare', TargetKeyId: id }),
  UpdateKeyDescription: ({ id }) => ({ KeyId: id, Description: 'of orders' }),
  UpdatePrimaryRegion: ({ id }) => ({ KeyId: id, PrimaryRegion: replicaRegion }),
  Verify: async (subject, kit) => ({
    ...signParameters(subject),
    Signature: (await got(kit, 'Sign', signParameters(subject))).Signature ?? rubbish,
  }),
  VerifyMac: async (subject, kit) => ({
    ...macParameters(subject),
    Mac: (await got(kit, 'GenerateMac', macParameters(subject))).Mac ?? rubbish,
  }),
};

/** Something of the size of many things. */
const rubbish = Buffer.alloc(256, 7);

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${home}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

function keyOnly({ id }: Subject): Parameters {
  return { KeyId: id };
}

async function got(kit: Kit, operation: OperationName, parameters: Parameters) {
  const { response } = await kit.call(alice, operation, parameters);
  return (response ?? {}) as Parameters;
}

function encryptParameters(subject: Subject): Parameters {
  return {
    KeyId: subject.id,
    Plaintext: Buffer.from('hello'),
    EncryptionAlgorithm: encryptionAlgorithm(subject),
  };
}

/** A ciphertext that this key makes, or made when it was still enabled. */
async function ciphertextOf(subject: Subject, kit: Kit): Promise<unknown> {
  const made = await got(kit, 'Encrypt', encryptParameters(subject));
  if (made.CiphertextBlob !== undefined || subject.usage !== 'ENCRYPT_DECRYPT') {
    return made.CiphertextBlob ?? rubbish;
  }
  // The same world with the same random bytes makes the same key.
  const earlier = kitOf({ ...subject, multiRegion: subject.id === multi });
  return (await got(earlier.kit, 'Encrypt', encryptParameters(subject))).CiphertextBlob ?? rubbish;
}

function encryptionAlgorithm({ spec }: Subject): string {
  return spec.startsWith('RSA') ? 'RSAES_OAEP_SHA_256' : 'SYMMETRIC_DEFAULT';
}

const signing: Readonly<Record<string, string>> = {
  ECC_NIST_P384: 'ECDSA_SHA_384',
  ECC_NIST_P521: 'ECDSA_SHA_512',
  ECC_NIST_EDWARDS25519: 'ED25519_SHA_512',
};

function signParameters({ id, spec }: Subject): Parameters {
  const SigningAlgorithm = spec.startsWith('RSA')
    ? 'RSASSA_PSS_SHA_256'
    : spec.startsWith('ML_DSA')
      ? 'ML_DSA_SHAKE_256'
      : (signing[spec] ?? 'ECDSA_SHA_256');
  return { KeyId: id, Message: Buffer.from('message'), SigningAlgorithm };
}

function macParameters({ id, spec }: Subject): Parameters {
  const MacAlgorithm = spec.startsWith('HMAC_') ? spec.replace('_', '_SHA_') : 'HMAC_SHA_256';
  return { KeyId: id, Message: Buffer.from('message'), MacAlgorithm };
}

function importParameters(subject: Subject): Parameters {
  const WrappingAlgorithm = wrappingAlgorithm(subject);
  return { KeyId: subject.id, WrappingAlgorithm, WrappingKeySpec: 'RSA_2048' };
}

function isSecret({ spec }: Subject): boolean {
  return spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_');
}

function wrappingAlgorithm(subject: Subject): string {
  return isSecret(subject) ? 'RSAES_OAEP_SHA_256' : 'RSA_AES_KEY_WRAP_SHA_256';
}

async function materialFor(subject: Subject): Promise<Uint8Array> {
  const { spec } = subject;
  if (isSecret(subject)) {
    const bits = spec === 'SYMMETRIC_DEFAULT' ? 256 : Number(spec.slice('HMAC_'.length));
    return Buffer.alloc(bits / 8, 3);
  }
  return exportPrivateKey(await pairOf(spec as (typeof specs)[number]));
}
