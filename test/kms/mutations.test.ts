// Bytes and texts that changed between us and ourselves, by way of the API: never accepted, never what they were,
// and always the same answer for the same cause. KEYWARD_MUTATIONS says how many in all (20,000 if it says nothing),
// KEYWARD_SEED which. test/crypto/mutations.test.ts does the same below the API.
//
// The exceptions, each shown below: a ciphertext of ML-KEM opens to another secret (implicit rejection, FIPS 203
// §7.3); base64 has spare bits; (r, n - s) is an ECDSA signature where (r, s) is one (FIPS 186-5 §6.4.2).
import { p256 } from '@noble/curves/nist.js';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { type Random, randomFrom } from '../differential/random.ts';
import { alice, region } from './kit.ts';
import {
  answerOf,
  callOf,
  keyIds,
  mutationSimulator,
  type Subject,
  subjects,
} from './mutation-subjects.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

const total = Number(process.env.KEYWARD_MUTATIONS ?? 20_000);
const seed = Number(process.env.KEYWARD_SEED ?? Date.now() % 2 ** 32);
const simulator = mutationSimulator();
afterAll(() => simulator.close());

const weights = (weight: Subject['weight']) =>
  subjects.filter((subject) => subject.weight === weight).length;
const share = {
  symmetric: 0.9 / weights('symmetric'),
  fast: 0.01,
  slow: 0.001,
};
const count = ({ weight }: Subject) => Math.max(10, Math.ceil(total * share[weight]));

describe(`what changed on the way (KEYWARD_SEED=${seed})`, () => {
  const sums = { symmetric: 0, fast: 0, slow: 0 };

  it.each(subjects)(
    '$name',
    async (subject) => {
      const random = randomFrom(seed);
      const { good, use, secret } = await subject.make(simulator);
      const [bytes] = good as [Uint8Array];
      const wrong: string[] = [];
      const answers = new Set<string>();
      for (const [how, broken] of mutations(bytes, good, count(subject), random)) {
        const { error, response } = await use(broken);
        sums[subject.weight]++;
        if (error) {
          const invalid = subject.invalid?.(broken) === true;
          if (invalid && error.name === 'ValidationException') continue;
          answers.add(`${error.name}: ${error.message}`);
          if (error.name !== subject.error || invalid) wrong.push(`${how}: ${error.name}`);
          continue;
        }
        const given = secret && (response as Readonly<Record<string, Uint8Array>>)[secret.member];
        const same = given !== undefined && Buffer.compare(given, secret!.value) === 0;
        if (!subject.otherIsFine || given === undefined || same) wrong.push(`${how}: accepted`);
      }
      expect(wrong).toEqual([]);
      expect(answers.size).toBe(1);
    },
    7_200_000,
  );

  it('is counted', () => {
    const all = sums.symmetric + sums.fast + sums.slow;
    console.log(
      `${all} mutations of ${subjects.length} kinds by way of the API: ${sums.symmetric} of symmetric blobs and tokens, ` +
        `${count({ weight: 'fast' } as Subject)} of each fast asymmetric kind, ${count({ weight: 'slow' } as Subject)} of each slow one`,
    );
    expect(all).toBeGreaterThanOrEqual(total);
    expect(sums.symmetric).toBeGreaterThanOrEqual(0.9 * total);
  });
});

/** That many mutations, none of which is a good one. */
function* mutations(
  bytes: Uint8Array,
  good: readonly Uint8Array[],
  wanted: number,
  random: Random,
): Generator<[string, Uint8Array]> {
  const bits = bytes.length * 8;
  const every = wanted >= 2 * bits;
  for (let at = 0; at < wanted; ) {
    const flips = every ? at < bits : random.chance(0.6);
    const [how, broken] = flips
      ? flipped(bytes, every ? at : random.below(bits))
      : restructured(bytes, good.slice(1), random);
    if (good.some((one) => Buffer.compare(one, broken) === 0)) continue;
    at++;
    yield [how, broken];
  }
}

function flipped(bytes: Uint8Array, bit: number): [string, Uint8Array] {
  const broken = Uint8Array.from(bytes);
  broken[bit >>> 3]! ^= 1 << (bit & 7);
  return [`bit ${bit}`, broken];
}

function restructured(
  bytes: Uint8Array,
  others: readonly Uint8Array[],
  random: Random,
): [string, Uint8Array] {
  const at = random.below(bytes.length);
  const size = 1 + random.below(Math.min(64, bytes.length - at));
  const head = bytes.subarray(0, at);
  const part = bytes.subarray(at, at + size);
  const tail = bytes.subarray(at + size);
  const noise = Buffer.from(Array.from({ length: size }, () => random.below(256)));
  const where = `${at}+${size}`;
  switch (random.below(8)) {
    case 0:
      return [`truncated to ${at}`, head];
    case 1:
      return [`without the first ${at + 1}`, bytes.subarray(at + 1)];
    case 2:
      return [`without ${where}`, Buffer.concat([head, tail])];
    case 3:
      return [`${where} twice`, Buffer.concat([head, part, part, tail])];
    case 4:
      return [`extended by ${size}`, Buffer.concat([bytes, noise])];
    case 5:
      return [`${where} overwritten`, Buffer.concat([head, noise, tail])];
    case 6:
      return [`${where} swapped to the end`, Buffer.concat([head, tail, part])];
    default: {
      const other = random.pick(others);
      const cut = random.below(Math.min(bytes.length, other.length));
      return [
        `spliced with another at ${cut}`,
        Buffer.concat([bytes.subarray(0, cut), other.subarray(cut)]),
      ];
    }
  }
}

describe('what belongs elsewhere is refused', () => {
  const { one, two, external } = keyIds;
  const encrypt = async (KeyId: string, more = {}) =>
    (await answerOf(simulator, 'Encrypt', { KeyId, Plaintext: 'aGk=', ...more })).CiphertextBlob!;
  const errorOf = async (operation: OperationName, parameters: object) =>
    (await callOf(simulator, operation, parameters as Readonly<Record<string, unknown>>)).error;

  it('the blob of another key', async () => {
    const error = await errorOf('Decrypt', { KeyId: two, CiphertextBlob: await encrypt(one) });
    expect(error).toMatchObject({
      name: 'IncorrectKeyException',
      message: 'The key ID in the request does not identify a CMK that can perform this operation.',
    });
  });

  it('a blob with another encryption context', async () => {
    const CiphertextBlob = await encrypt(one, { EncryptionContext: { ab: 'c' } });
    for (const EncryptionContext of [
      undefined,
      {},
      { a: 'bc' },
      { abc: '' },
      { ab: 'C' },
      { AB: 'c' },
      { c: 'ab' },
      { ab: 'c', d: '' },
    ]) {
      const error = await errorOf('Decrypt', { CiphertextBlob, EncryptionContext });
      expect(error).toMatchObject({ name: 'InvalidCiphertextException', message: '' });
    }
  });

  it('a ciphertext of another algorithm', async () => {
    const made = await encrypt('alias/oaep', { EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' });
    for (const [KeyId, EncryptionAlgorithm] of [
      ['alias/oaep', 'RSAES_OAEP_SHA_256'],
      ['alias/oaep', 'SYMMETRIC_DEFAULT'],
      [one, 'RSAES_OAEP_SHA_1'],
      [one, 'SYMMETRIC_DEFAULT'],
    ] as const) {
      const error = await errorOf('Decrypt', { KeyId, EncryptionAlgorithm, CiphertextBlob: made });
      expect(error).toMatchObject({ name: 'InvalidCiphertextException', message: '' });
    }
  });

  it('a signature of another message, key, algorithm or form', async () => {
    const parameters = {
      KeyId: 'alias/rsa',
      Message: Buffer.alloc(32, 1),
      SigningAlgorithm: 'RSASSA_PSS_SHA_256',
    };
    const { Signature } = await answerOf(simulator, 'Sign', parameters);
    for (const changed of [
      { Message: Buffer.alloc(32, 2) },
      { MessageType: 'DIGEST' },
      { SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256' },
      { SigningAlgorithm: 'RSASSA_PSS_SHA_384' },
      { KeyId: 'alias/p256', SigningAlgorithm: 'ECDSA_SHA_256' },
    ]) {
      const error = await errorOf('Verify', { ...parameters, ...changed, Signature });
      expect(error).toMatchObject({ name: 'KMSInvalidSignatureException', message: '' });
    }
  });

  it('a MAC of another message or key', async () => {
    const parameters = {
      KeyId: 'alias/hmac256',
      Message: Buffer.from('message'),
      MacAlgorithm: 'HMAC_SHA_256',
    };
    const { Mac } = await answerOf(simulator, 'GenerateMac', parameters);
    for (const changed of [
      { Message: Buffer.from('Message') },
      { KeyId: 'alias/hmac384', MacAlgorithm: 'HMAC_SHA_384' },
    ]) {
      const error = await errorOf('VerifyMac', { ...parameters, ...changed, Mac });
      expect(error).toMatchObject({ name: 'KMSInvalidMacException', message: '' });
    }
  });

  it('the import token of another key, and a grant token or marker in its place', async () => {
    const { ImportToken } = await answerOf(simulator, 'GetParametersForImport', {
      KeyId: external,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    const { KeyMetadata } = (await answerOf(simulator, 'CreateKey', {
      Origin: 'EXTERNAL',
    })) as unknown as { KeyMetadata: { KeyId: string } };
    const { GrantToken } = await answerOf(simulator, 'CreateGrant', {
      KeyId: one,
      GranteePrincipal: alice,
      Operations: ['Encrypt'],
    });
    for (const [KeyId, token] of [
      [KeyMetadata.KeyId, ImportToken],
      [external, GrantToken],
    ] as const) {
      const error = await errorOf('ImportKeyMaterial', {
        KeyId,
        ImportToken: token,
        EncryptedKeyMaterial: Buffer.alloc(256),
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      });
      expect(error?.name).toBe('InvalidImportTokenException');
    }
    const asGrant = Buffer.from(ImportToken!).toString('base64');
    const error = await errorOf('Encrypt', {
      KeyId: one,
      Plaintext: 'aGk=',
      GrantTokens: [asGrant],
    });
    expect(error?.name).toBe('InvalidGrantTokenException');
  });

  it('the marker of another list, or of another Region', async () => {
    const { NextMarker } = await answerOf(simulator, 'ListKeys', { Limit: 1 });
    for (const [operation, parameters, place] of [
      ['ListAliases', {}, region],
      ['ListGrants', { KeyId: one }, region],
      ['ListResourceTags', { KeyId: one }, region],
      ['ListKeyRotations', { KeyId: one }, region],
      ['ListKeys', {}, 'eu-west-1'],
    ] as const) {
      const { error } = await simulator.simulate({
        principal: alice,
        operation,
        parameters: { ...parameters, Marker: NextMarker },
        region: place,
      });
      expect({ operation, name: error?.name }).toEqual({
        operation,
        name: 'InvalidMarkerException',
      });
    }
  });
});

describe('a listed exception', () => {
  it('is the spare bits of base64, which are no part of the bytes', async () => {
    const { CiphertextBlob } = await answerOf(simulator, 'Encrypt', {
      KeyId: keyIds.one,
      Plaintext: 'aA==',
    });
    const text = Buffer.from(CiphertextBlob!).toString('base64');
    expect(text).toMatch(/=$/);
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const twin = text.replace(/.(?==+$)/, (last) => digits[digits.indexOf(last) ^ 1]!);
    expect(twin).not.toBe(text);
    const { error } = await callOf(simulator, 'Decrypt', { CiphertextBlob: twin });
    expect(error).toBeUndefined();
  });

  it('is (r, n - s), which verifies as (r, s) does', async () => {
    const parameters = {
      KeyId: 'alias/p256',
      Message: Buffer.from('message'),
      SigningAlgorithm: 'ECDSA_SHA_256',
    };
    const { Signature } = await answerOf(simulator, 'Sign', parameters);
    const { r, s } = p256.Signature.fromBytes(Signature!, 'der');
    const twin = new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes('der');
    expect(twin).not.toEqual(Signature);
    const { response } = await callOf(simulator, 'Verify', { ...parameters, Signature: twin });
    expect(response).toMatchObject({ SignatureValid: true });
  });
});
