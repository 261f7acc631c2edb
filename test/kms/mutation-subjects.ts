// What the mutation test breaks, each kind as the API gives it out and takes it back.
import { createHash, randomBytes } from 'node:crypto';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import type { Outcome } from '../../src/kms/outcome.ts';
import { createSimulator, type Simulator } from '../../src/kms/simulator.ts';
import type { Parameters } from './calls.ts';
import { wrap } from './import-kit.ts';
import { alice, beginning, home, region, worldOf, worldText } from './kit.ts';

/** One kind of bytes, or of a text: its characters are bytes here. */
export interface Subject {
  readonly name: string;
  /** Symmetric blobs and tokens are most of all mutations; what takes a millisecond gets few. */
  readonly weight: 'symmetric' | 'fast' | 'slow';
  /** What every broken one is answered with. */
  readonly error: string;
  /** Whether another secret may come of it: only implicit rejection. */
  readonly otherIsFine?: boolean;
  /** Whether a broken one of this size cannot even be sent. */
  readonly invalid?: (broken: Uint8Array) => boolean;
  make(simulator: Simulator): Promise<{
    /** Good ones; the first is the one that is broken, the others are spliced into it. */
    readonly good: readonly Uint8Array[];
    readonly use: (bytes: Uint8Array) => Promise<Outcome>;
    /** What a successful use gives back; nothing where the success alone says that it was accepted. */
    readonly secret?: { readonly member: string; readonly value: Uint8Array };
  }>;
}

const id = (digit: number) => '00000000-0000-0000-0000-000000000000'.replaceAll('0', String(digit));
const mrk = 'mrk-00000000000000000000000000000001';
const pairs: readonly [string, string, string][] = [
  ['RSA_2048', 'SIGN_VERIFY', 'rsa'],
  ['ECC_NIST_P256', 'SIGN_VERIFY', 'p256'],
  ['ECC_NIST_P384', 'SIGN_VERIFY', 'p384'],
  ['ECC_NIST_P521', 'SIGN_VERIFY', 'p521'],
  ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'secg'],
  ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'ed25519'],
  ['ML_DSA_44', 'SIGN_VERIFY', 'mldsa44'],
  ['ML_DSA_65', 'SIGN_VERIFY', 'mldsa65'],
  ['ML_DSA_87', 'SIGN_VERIFY', 'mldsa87'],
  ['ML_KEM_512', 'ENCAPSULATE_DECAPSULATE', 'mlkem512'],
  ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', 'mlkem768'],
  ['ML_KEM_1024', 'ENCAPSULATE_DECAPSULATE', 'mlkem1024'],
  ['RSA_2048', 'ENCRYPT_DECRYPT', 'oaep'],
  ['HMAC_224', 'GENERATE_VERIFY_MAC', 'hmac224'],
  ['HMAC_256', 'GENERATE_VERIFY_MAC', 'hmac256'],
  ['HMAC_384', 'GENERATE_VERIFY_MAC', 'hmac384'],
  ['HMAC_512', 'GENERATE_VERIFY_MAC', 'hmac512'],
];

/** A simulator whose world has a key for every kind. */
export function mutationSimulator(): Simulator {
  const keys = [
    `{ id: ${id(1)}, aliases: [alias/one] }`,
    `{ id: ${id(2)}, aliases: [alias/two] }`,
    `{ id: ${id(3)}, origin: EXTERNAL, state: PendingImport }`,
    `{ id: ${id(4)}, spec: RSA_2048, usage: SIGN_VERIFY, origin: EXTERNAL, state: PendingImport }`,
    `{ id: ${mrk}, multiRegion: true, multiRegionKeyType: PRIMARY, aliases: [alias/related] }`,
    ...pairs.map(
      ([spec, usage, alias], at) =>
        `{ id: ${`a0000000-0000-0000-0000-${String(at).padStart(12, '0')}`}, spec: ${spec}, usage: ${usage}, aliases: [alias/${alias}] }`,
    ),
  ];
  const world = worldOf(worldText(`[${keys.join(', ')}]`));
  return createSimulator(world, { clock: () => beginning });
}

/** A call of alice. */
export function callOf(simulator: Simulator, operation: OperationName, parameters: Parameters) {
  return simulator.simulate({ principal: alice, operation, parameters, region });
}

/** A call that must succeed: its response. */
export async function answerOf<N extends OperationName>(
  simulator: Simulator,
  operation: N,
  parameters: Parameters,
) {
  const { response, error } = await callOf(simulator, operation, parameters);
  if (error) throw new Error(`${operation}: ${error.name} ${error.message}`);
  return response as Readonly<Record<string, Uint8Array>>;
}

const tooLong = (most: number) => (broken: Uint8Array) =>
  broken.length === 0 || broken.length > most;
const blobs = { invalid: tooLong(6144), error: 'InvalidCiphertextException' } as const;

function blob(
  name: string,
  KeyId: string,
  size: number,
  context: Parameters,
  named: Parameters,
): Subject {
  return {
    name,
    weight: 'symmetric',
    ...blobs,
    async make(simulator) {
      const plaintext = randomBytes(size);
      const seal = async () =>
        (await answerOf(simulator, 'Encrypt', { KeyId, Plaintext: plaintext, ...context }))
          .CiphertextBlob!;
      const good = [await seal(), await seal()];
      const use = (CiphertextBlob: Uint8Array) =>
        callOf(simulator, 'Decrypt', { CiphertextBlob, ...context, ...named });
      return { good, use, secret: { member: 'Plaintext', value: plaintext } };
    },
  };
}

const context = { EncryptionContext: { purpose: 'orders', team: 'blue' } };
const symmetric: readonly Subject[] = [
  blob('a blob that names its key', id(1), 32, {}, {}),
  blob('a blob under a key that the request names', id(1), 32, context, { KeyId: id(1) }),
  blob('the largest blob', id(1), 4096, context, {}),
  blob('a blob of a multi-Region key', mrk, 1, {}, {}),
  {
    name: 'a blob of material that was rotated away',
    weight: 'symmetric',
    ...blobs,
    async make(simulator) {
      const Plaintext = randomBytes(32);
      const seal = async () =>
        (await answerOf(simulator, 'Encrypt', { KeyId: id(2), Plaintext })).CiphertextBlob!;
      const old = await seal();
      await answerOf(simulator, 'RotateKeyOnDemand', { KeyId: id(2) });
      const use = (CiphertextBlob: Uint8Array) => callOf(simulator, 'Decrypt', { CiphertextBlob });
      const secret = { member: 'Plaintext', value: Plaintext };
      return { good: [old, await seal()], use, secret };
    },
  },
  {
    name: 'the blob of a data key, on its way to another key',
    weight: 'symmetric',
    ...blobs,
    async make(simulator) {
      const make = async () =>
        (
          await answerOf(simulator, 'GenerateDataKey', {
            KeyId: id(1),
            KeySpec: 'AES_256',
            ...context,
          })
        ).CiphertextBlob!;
      const use = (CiphertextBlob: Uint8Array) =>
        callOf(simulator, 'ReEncrypt', {
          CiphertextBlob,
          SourceEncryptionContext: context.EncryptionContext,
          DestinationKeyId: id(2),
        });
      return { good: [await make(), await make()], use };
    },
  },
  {
    name: 'the blob of a private key',
    weight: 'symmetric',
    ...blobs,
    async make(simulator) {
      const make = () =>
        answerOf(simulator, 'GenerateDataKeyPair', { KeyId: id(1), KeyPairSpec: 'ECC_NIST_P256' });
      const one = await make();
      const good = [one.PrivateKeyCiphertextBlob!, (await make()).PrivateKeyCiphertextBlob!];
      const use = (CiphertextBlob: Uint8Array) => callOf(simulator, 'Decrypt', { CiphertextBlob });
      return { good, use, secret: { member: 'Plaintext', value: one.PrivateKeyPlaintext! } };
    },
  },
];

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: unknown) => Buffer.from(String(text), 'latin1');

async function grantTokens(simulator: Simulator): Promise<Uint8Array[]> {
  const grant = {
    KeyId: id(1),
    GranteePrincipal: alice,
    RetiringPrincipal: alice,
    Operations: ['Encrypt'],
  };
  const make = async () => bytesOf((await answerOf(simulator, 'CreateGrant', grant)).GrantToken);
  return [await make(), await make()];
}

const tokens: readonly Subject[] = [
  {
    name: 'a grant token',
    weight: 'symmetric',
    error: 'InvalidGrantTokenException',
    invalid: tooLong(8192),
    async make(simulator) {
      const use = (token: Uint8Array) =>
        callOf(simulator, 'Encrypt', {
          KeyId: id(1),
          Plaintext: 'aGk=',
          GrantTokens: [textOf(token)],
        });
      return { good: await grantTokens(simulator), use };
    },
  },
  {
    name: 'the token of a grant to retire',
    weight: 'symmetric',
    error: 'InvalidGrantTokenException',
    invalid: tooLong(8192),
    async make(simulator) {
      const use = (token: Uint8Array) =>
        callOf(simulator, 'RetireGrant', { GrantToken: textOf(token), DryRun: true });
      return { good: await grantTokens(simulator), use };
    },
  },
  {
    name: 'an import token',
    weight: 'symmetric',
    error: 'InvalidImportTokenException',
    invalid: tooLong(6144),
    async make(simulator) {
      const { token, other, wrapped } = await toImport(simulator, id(3), randomBytes(32));
      const use = (ImportToken: Uint8Array) => importOf(simulator, id(3), ImportToken, wrapped);
      return { good: [token, other], use };
    },
  },
  {
    name: 'a marker',
    weight: 'symmetric',
    error: 'InvalidMarkerException',
    // Its pattern is U+0020 to U+00FF.
    invalid: (broken) => tooLong(1024)(broken) || broken.some((byte) => byte < 0x20),
    async make(simulator) {
      const page = async (Limit: number) =>
        bytesOf((await answerOf(simulator, 'ListKeys', { Limit })).NextMarker);
      const use = (marker: Uint8Array) => callOf(simulator, 'ListKeys', { Marker: textOf(marker) });
      return { good: [await page(1), await page(2)], use };
    },
  },
];

async function toImport(
  simulator: Simulator,
  KeyId: string,
  material: Uint8Array,
  WrappingAlgorithm = 'RSAES_OAEP_SHA_256',
) {
  const get = () =>
    answerOf(simulator, 'GetParametersForImport', {
      KeyId,
      WrappingAlgorithm,
      WrappingKeySpec: 'RSA_2048',
    });
  const { ImportToken: token, PublicKey } = await get();
  const wrapped = wrap(PublicKey!, material, WrappingAlgorithm);
  return {
    token: token!,
    other: (await get()).ImportToken!,
    wrapped,
    again: wrap(PublicKey!, material, WrappingAlgorithm),
  };
}

function importOf(
  simulator: Simulator,
  KeyId: string,
  ImportToken: Uint8Array,
  EncryptedKeyMaterial: Uint8Array,
): Promise<Outcome> {
  return callOf(simulator, 'ImportKeyMaterial', {
    KeyId,
    ImportToken,
    EncryptedKeyMaterial,
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  });
}

const wrapping: readonly Subject[] = [
  ['RSAES_OAEP_SHA_1', id(3)],
  ['RSAES_OAEP_SHA_256', id(3)],
  ['RSA_AES_KEY_WRAP_SHA_1', id(4)],
  ['RSA_AES_KEY_WRAP_SHA_256', id(4)],
].map(([algorithm, KeyId]) => ({
  name: `key material under ${algorithm}`,
  weight: 'slow',
  ...blobs,
  async make(simulator) {
    // What is wrapped is no key of the second kind, so that even the right bytes change nothing.
    const material = randomBytes(KeyId === id(3) ? 31 : 600);
    const { token, wrapped, again } = await toImport(simulator, KeyId!, material, algorithm);
    const use = (broken: Uint8Array) => importOf(simulator, KeyId!, token, broken);
    return { good: [wrapped, again], use };
  },
}));

const macs: readonly Subject[] = [224, 256, 384, 512].map((bits) => ({
  name: `HMAC_SHA_${bits}`,
  weight: 'fast',
  error: 'KMSInvalidMacException',
  invalid: tooLong(6144),
  async make(simulator) {
    const parameters = (text: string) => ({
      KeyId: `alias/hmac${bits}`,
      Message: Buffer.from(text),
      MacAlgorithm: `HMAC_SHA_${bits}`,
    });
    const make = async (text: string) =>
      (await answerOf(simulator, 'GenerateMac', parameters(text))).Mac!;
    const use = (Mac: Uint8Array) =>
      callOf(simulator, 'VerifyMac', { ...parameters('message'), Mac });
    return { good: [await make('message'), await make('another')], use };
  },
}));

type Signing = readonly [algorithm: string, alias: string, weight: 'fast' | 'slow', form?: string];
const signing: readonly Signing[] = [
  ...[256, 384, 512].flatMap((bits): Signing[] => [
    [`RSASSA_PSS_SHA_${bits}`, 'rsa', 'fast'],
    [`RSASSA_PKCS1_V1_5_SHA_${bits}`, 'rsa', 'fast'],
  ]),
  ['ECDSA_SHA_256', 'p256', 'fast'],
  ['ECDSA_SHA_384', 'p384', 'slow'],
  ['ECDSA_SHA_512', 'p521', 'slow'],
  ['ECDSA_SHA_256', 'secg', 'slow'],
  ['ED25519_SHA_512', 'ed25519', 'fast'],
  ['ED25519_PH_SHA_512', 'ed25519', 'slow', 'DIGEST'],
  ['ML_DSA_SHAKE_256', 'mldsa44', 'slow'],
  ['ML_DSA_SHAKE_256', 'mldsa65', 'slow'],
  ['ML_DSA_SHAKE_256', 'mldsa87', 'slow', 'EXTERNAL_MU'],
];

const signatures: readonly Subject[] = signing.map(([algorithm, alias, weight, form = 'RAW']) => ({
  name: `${algorithm} of ${alias}, ${form}`,
  weight,
  error: 'KMSInvalidSignatureException',
  invalid: tooLong(6144),
  async make(simulator) {
    const parameters = (text: string) => ({
      KeyId: `alias/${alias}`,
      Message: form === 'RAW' ? Buffer.from(text) : createHash('sha512').update(text).digest(),
      MessageType: form,
      SigningAlgorithm: algorithm,
    });
    const make = async (text: string) =>
      (await answerOf(simulator, 'Sign', parameters(text))).Signature!;
    const use = (Signature: Uint8Array) =>
      callOf(simulator, 'Verify', { ...parameters('message'), Signature });
    return { good: [await make('message'), await make('another')], use };
  },
}));

const oaep: readonly Subject[] = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'].map((algorithm) => ({
  name: `a ciphertext of ${algorithm}`,
  weight: 'slow',
  ...blobs,
  async make(simulator) {
    const key = { KeyId: 'alias/oaep', EncryptionAlgorithm: algorithm };
    const Plaintext = randomBytes(32);
    const make = async () =>
      (await answerOf(simulator, 'Encrypt', { ...key, Plaintext })).CiphertextBlob!;
    const use = (CiphertextBlob: Uint8Array) =>
      callOf(simulator, 'Decrypt', { ...key, CiphertextBlob });
    const secret = { member: 'Plaintext', value: Plaintext };
    return { good: [await make(), await make()], use, secret };
  },
}));

const mlKem: readonly Subject[] = [512, 768, 1024].map((size) => ({
  name: `a ciphertext of ML_KEM_${size}`,
  weight: 'slow',
  otherIsFine: true,
  ...blobs,
  async make(simulator) {
    const key = { KeyId: `alias/mlkem${size}`, EncapsulationAlgorithm: 'ML_KEM' };
    const one = await answerOf(simulator, 'Encapsulate', key);
    const two = await answerOf(simulator, 'Encapsulate', key);
    const use = (SharedSecretCiphertextBlob: Uint8Array) =>
      callOf(simulator, 'Decapsulate', { ...key, SharedSecretCiphertextBlob });
    return {
      good: [one.SharedSecretCiphertextBlob!, two.SharedSecretCiphertextBlob!],
      use,
      secret: { member: 'SharedSecret', value: one.SharedSecret! },
    };
  },
}));

/** Every kind. */
export const subjects: readonly Subject[] = [
  ...symmetric,
  ...tokens,
  ...macs,
  ...signatures,
  ...oaep,
  ...mlKem,
  ...wrapping,
];

/** The ids of two symmetric keys, and of a key whose material is to be imported. */
export const keyIds = { one: id(1), two: id(2), external: id(3), account: home };
