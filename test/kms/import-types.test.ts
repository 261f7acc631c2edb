// Every importable key type under every wrapping algorithm, and what damage on the way does.
import { createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { exportPrivateKey } from '../../src/crypto/key-pair.ts';
import { pairOf } from '../crypto/key-pairs.ts';
import { algorithms, importWith, mustImport, parametersFor, wrap } from './import-kit.ts';
import { alice, createKit, expectError, seededRandom, worldText } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) => {
  const { withPublishedRsaKeys } = await import('./published-keys.ts');
  return withPublishedRsaKeys(await original());
});

const oaep = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'];
const twoStep = ['RSA_AES_KEY_WRAP_SHA_1', 'RSA_AES_KEY_WRAP_SHA_256'];

// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html
const rows = [
  { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', wrapped: oaep },
  { spec: 'HMAC_224', usage: 'GENERATE_VERIFY_MAC', wrapped: oaep, hash: 'sha224' },
  { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC', wrapped: oaep, hash: 'sha256' },
  { spec: 'HMAC_384', usage: 'GENERATE_VERIFY_MAC', wrapped: oaep, hash: 'sha384' },
  { spec: 'HMAC_512', usage: 'GENERATE_VERIFY_MAC', wrapped: oaep, hash: 'sha512' },
  { spec: 'RSA_2048', wrapped: twoStep, signs: 'RSASSA_PKCS1_V1_5_SHA_256', hash: 'sha256' },
  { spec: 'RSA_3072', wrapped: twoStep, signs: 'RSASSA_PKCS1_V1_5_SHA_384', hash: 'sha384' },
  { spec: 'RSA_4096', wrapped: twoStep, signs: 'RSASSA_PKCS1_V1_5_SHA_512', hash: 'sha512' },
  { spec: 'ECC_NIST_P256', wrapped: algorithms, signs: 'ECDSA_SHA_256', hash: 'sha256' },
  { spec: 'ECC_NIST_P384', wrapped: algorithms, signs: 'ECDSA_SHA_384', hash: 'sha384' },
  { spec: 'ECC_NIST_P521', wrapped: twoStep, signs: 'ECDSA_SHA_512', hash: 'sha512' },
  { spec: 'ECC_SECG_P256K1', wrapped: algorithms, signs: 'ECDSA_SHA_256', hash: 'sha256' },
  { spec: 'ECC_NIST_EDWARDS25519', wrapped: algorithms, signs: 'ED25519_SHA_512', hash: null },
] as const;

const idOf = (at: number) => `${String(at).padStart(8, '0')}-1111-2222-3333-444444444444`;
const keys = rows.map((row, at) => {
  const usage = 'usage' in row ? row.usage : 'SIGN_VERIFY';
  return `{ id: ${idOf(at)}, spec: ${row.spec}, usage: ${usage}, origin: EXTERNAL, state: PendingImport }`;
});
const kit = createKit(worldText(`[${keys.join(', ')}]`));
afterAll(() => kit.close());

const message = Buffer.from('hello');

describe.each(rows.map((row, at) => ({ ...row, KeyId: idOf(at) })))('$spec', (row) => {
  const { spec, KeyId, wrapped } = row;
  const size = spec === 'SYMMETRIC_DEFAULT' ? 32 : Number(spec.slice('HMAC_'.length)) / 8;
  const isBytes = 'usage' in row;
  const bytes = isBytes ? randomBytes(size) : undefined;
  const material = async () => bytes ?? exportPrivateKey(await pairOf(spec as never));

  it.each(algorithms)('under %s', async (algorithm) => {
    if (!(wrapped as readonly string[]).includes(algorithm)) {
      const parameters = { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: 'RSA_2048' };
      const refused = await kit.call(alice, 'GetParametersForImport', parameters);
      return expectError(refused, 'UnsupportedOperationException', /is not supported for KeySpec/);
    }
    const parameters = await parametersFor(kit, KeyId, algorithm);
    await mustImport(kit, parameters, await material(), undefined, algorithm);
    const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId });
    expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', Origin: 'EXTERNAL' });
  });

  it('is the key that was imported', async () => {
    if ('signs' in row) {
      const signing = { KeyId, Message: message, SigningAlgorithm: row.signs };
      const { Signature } = await kit.answer(alice, 'Sign', signing);
      const spki = Buffer.from((await pairOf(spec as never)).publicKey);
      const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
      expect(verify(row.hash, message, key, Signature!)).toBe(true);
      const { PublicKey } = await kit.answer(alice, 'GetPublicKey', { KeyId });
      expect(Buffer.from(PublicKey!)).toEqual(spki);
    } else if (spec === 'SYMMETRIC_DEFAULT') {
      const { CiphertextBlob } = await kit.answer(alice, 'Encrypt', { KeyId, Plaintext: message });
      const { Plaintext } = await kit.answer(alice, 'Decrypt', { CiphertextBlob });
      expect(Buffer.from(Plaintext!)).toEqual(message);
    } else {
      const MacAlgorithm = spec.replace('HMAC_', 'HMAC_SHA_');
      const { Mac } = await kit.answer(alice, 'GenerateMac', {
        KeyId,
        Message: message,
        MacAlgorithm,
      });
      expect(Buffer.from(Mac!)).toEqual(createHmac(row.hash, bytes!).update(message).digest());
    }
  });
});

it('the longest curve fits OAEP under a longer wrapping key', async () => {
  const KeyId = idOf(rows.findIndex(({ spec }) => spec === 'ECC_NIST_P521'));
  const bytes = exportPrivateKey(await pairOf('ECC_NIST_P521'));
  for (const [algorithm, wrapping] of [
    ['RSAES_OAEP_SHA_1', 'RSA_3072'],
    ['RSAES_OAEP_SHA_256', 'RSA_4096'],
  ] as const) {
    const parameters = await parametersFor(kit, KeyId, algorithm, wrapping);
    await mustImport(kit, parameters, bytes, undefined, algorithm);
  }
});

describe('damage on the way', () => {
  const random = seededRandom('damage');
  const flipped = (bytes: Uint8Array) => {
    const bit = Buffer.from(random(4)).readUInt32BE() % (bytes.length * 8);
    return bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
  };
  const damaged = (bytes: Uint8Array) => [
    ...Array.from({ length: 200 }, () => flipped(bytes)),
    bytes.subarray(1),
    bytes.subarray(0, -1),
    Buffer.concat([bytes, Buffer.from([0])]),
    Buffer.from(bytes).reverse(),
    Buffer.alloc(bytes.length),
    Buffer.alloc(1),
  ];

  it('a changed token is no token', async () => {
    const parameters = await parametersFor(kit, idOf(0));
    for (const ImportToken of damaged(parameters.ImportToken!)) {
      const changed = { ...parameters, ImportToken };
      const refused = await importWith(kit, changed, randomBytes(32));
      expectError(refused, 'InvalidImportTokenException');
    }
  });

  it.each([
    ['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_256'],
    ['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1'],
    ['ECC_NIST_P256', 'RSA_AES_KEY_WRAP_SHA_256'],
    ['ECC_NIST_P256', 'RSA_AES_KEY_WRAP_SHA_1'],
  ] as const)('changed material of %s under %s is never accepted', async (spec, algorithm) => {
    const KeyId = idOf(rows.findIndex((row) => row.spec === spec));
    const { PublicKey, ImportToken } = await parametersFor(kit, KeyId, algorithm);
    const bytes = spec === 'SYMMETRIC_DEFAULT' ? randomBytes(32) : Buffer.alloc(138, 7);
    const outcomes = new Set<string | undefined>();
    for (const EncryptedKeyMaterial of damaged(wrap(PublicKey!, bytes, algorithm))) {
      const parameters = {
        KeyId,
        ImportToken,
        EncryptedKeyMaterial,
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      };
      const { response, error } = await kit.call(alice, 'ImportKeyMaterial', parameters);
      expect(response).toBeUndefined();
      outcomes.add(error?.name);
    }
    expect([...outcomes]).toEqual(['InvalidCiphertextException']);
  });
});
