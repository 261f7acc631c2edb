// What is wrong with an input, in the words of AWS KMS; and the published JSON Schemas, which say the same.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiShapes, operationApis } from '../../src/kms/api.generated.ts';
import type { ApiShape } from '../../src/kms/api-shape.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { KmsError } from '../../src/kms/errors.ts';
import { validateInput } from '../../src/kms/validate.ts';
import { keyId } from './kit.ts';

const root = resolve(import.meta.dirname, '../..');
const shapes: Readonly<Record<string, ApiShape>> = apiShapes;

function problemOf(operation: OperationName, input: unknown): KmsError | undefined {
  try {
    validateInput(operation, input);
    return undefined;
  } catch (error) {
    if (error instanceof KmsError) return error;
    throw error;
  }
}

const key = { KeyId: keyId };
const one = '1 validation error detected:';
const failed = 'failed to satisfy constraint:';
const signing = { ...key, Message: 'aGk=', SigningAlgorithm: 'ECDSA_SHA_256' };

/** [input, operation, text]; the texts that were recorded of AWS KMS are marked. */
const texts: readonly (readonly [string, OperationName, unknown, string])[] = [
  [
    'a number too small (recorded)',
    'GenerateDataKey',
    { ...key, NumberOfBytes: 0 },
    `${one} Value '0' at 'numberOfBytes' ${failed} Member must have value greater than or equal to 1`,
  ],
  [
    'a number too large',
    'GenerateDataKey',
    { ...key, NumberOfBytes: 1025 },
    `${one} Value '1025' at 'numberOfBytes' ${failed} Member must have value less than or equal to 1024`,
  ],
  [
    'a member that is missing (recorded)',
    'DescribeKey',
    {},
    `${one} Value null at 'keyId' ${failed} Member must not be null`,
  ],
  [
    'null is missing',
    'DescribeKey',
    { KeyId: null },
    `${one} Value null at 'keyId' ${failed} Member must not be null`,
  ],
  [
    'no input at all',
    'DescribeKey',
    undefined,
    `${one} Value null at 'keyId' ${failed} Member must not be null`,
  ],
  [
    'a secret blob that is missing (recorded)',
    'Encrypt',
    key,
    `${one} Value at 'plaintext' ${failed} Member must not be null`,
  ],
  [
    'a blob that is missing (recorded)',
    'Verify',
    signing,
    `${one} Value null at 'signature' ${failed} Member must not be null`,
  ],
  [
    'a MAC that is missing (recorded)',
    'VerifyMac',
    { ...key, Message: 'aGk=', MacAlgorithm: 'HMAC_SHA_256' },
    `${one} Value null at 'mac' ${failed} Member must not be null`,
  ],
  [
    'two that are missing (plural, recorded)',
    'Encrypt',
    {},
    `2 validation errors detected: Value null at 'keyId' ${failed} Member must not be null; Value at 'plaintext' ${failed} Member must not be null`,
  ],
  [
    'an empty secret blob',
    'Encrypt',
    { ...key, Plaintext: '' },
    `${one} Value at 'plaintext' ${failed} Member must have length greater than or equal to 1`,
  ],
  [
    'a secret blob too long',
    'Encrypt',
    { ...key, Plaintext: new Uint8Array(4097) },
    `${one} Value at 'plaintext' ${failed} Member must have length less than or equal to 4096`,
  ],
  [
    'a ciphertext too long',
    'Decrypt',
    { CiphertextBlob: new Uint8Array(6145) },
    `${one} Value at 'ciphertextBlob' ${failed} Member must have length less than or equal to 6144`,
  ],
  [
    'a signing algorithm, in the order of the server (recorded)',
    'Sign',
    { ...signing, SigningAlgorithm: 'NONE' },
    `${one} Value 'NONE' at 'signingAlgorithm' ${failed} Member must satisfy enum value set: [RSASSA_PSS_SHA_256, RSASSA_PSS_SHA_384, RSASSA_PSS_SHA_512, RSASSA_PKCS1_V1_5_SHA_256, RSASSA_PKCS1_V1_5_SHA_384, RSASSA_PKCS1_V1_5_SHA_512, ECDSA_SHA_256, ECDSA_SHA_384, ECDSA_SHA_512, ED25519_SHA_512, ED25519_PH_SHA_512, SM2DSA, ML_DSA_SHAKE_256]`,
  ],
  [
    'a message type (recorded)',
    'Sign',
    { ...signing, MessageType: 'NONE' },
    `${one} Value 'NONE' at 'messageType' ${failed} Member must satisfy enum value set: [RAW, DIGEST, EXTERNAL_MU]`,
  ],
  [
    'an encryption algorithm (recorded)',
    'Encrypt',
    { ...key, Plaintext: 'aGk=', EncryptionAlgorithm: 'NONE' },
    `${one} Value 'NONE' at 'encryptionAlgorithm' ${failed} Member must satisfy enum value set: [RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE, SYMMETRIC_DEFAULT]`,
  ],
  [
    'a MAC algorithm (recorded)',
    'GenerateMac',
    { ...key, Message: 'aGk=', MacAlgorithm: 'NONE' },
    `${one} Value 'NONE' at 'macAlgorithm' ${failed} Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]`,
  ],
  [
    'a pattern',
    'DescribeKey',
    { KeyId: 'clé' },
    `${one} Value 'clé' at 'keyId' ${failed} Member must satisfy regular expression pattern: ^\\p{ASCII}+$`,
  ],
  [
    'a text that breaks two constraints',
    'DescribeKey',
    { KeyId: '' },
    `2 validation errors detected: Value '' at 'keyId' ${failed} Member must have length greater than or equal to 1; Value '' at 'keyId' ${failed} Member must satisfy regular expression pattern: ^\\p{ASCII}+$`,
  ],
  [
    'a list of texts: the list is named',
    'CreateGrant',
    { ...key, GranteePrincipal: 'arn:aws:iam::111122223333:root', Operations: ['Encrypt', 'None'] },
    `${one} Value '[Encrypt, None]' at 'operations' ${failed} Member must satisfy constraint: [Member must satisfy enum value set: [Decrypt, Encrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, ReEncryptFrom, ReEncryptTo, Sign, Verify, GetPublicKey, CreateGrant, RetireGrant, DescribeKey, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext, GenerateMac, VerifyMac, DeriveSharedSecret, Encapsulate, Decapsulate]]`,
  ],
  [
    'a list too long',
    'DescribeKey',
    { ...key, GrantTokens: Array.from({ length: 11 }, () => 'dG9rZW4=') },
    `${one} Value '[11 items]' at 'grantTokens' ${failed} Member must have length less than or equal to 10`,
  ],
  [
    'tags inside a list',
    'TagResource',
    {
      ...key,
      Tags: [
        { TagKey: 'a', TagValue: 'b' },
        { TagKey: '', TagValue: 'b' },
      ],
    },
    `${one} Value '' at 'tags.2.member.tagKey' ${failed} Member must have length greater than or equal to 1`,
  ],
  [
    'a tag without a value',
    'TagResource',
    { ...key, Tags: [{ TagKey: 'a' }] },
    `${one} Value null at 'tags.1.member.tagValue' ${failed} Member must not be null`,
  ],
  [
    'a secret text',
    'CreateCustomKeyStore',
    { CustomKeyStoreName: 'store', KeyStorePassword: 'short' },
    `${one} Value at 'keyStorePassword' ${failed} Member must have length greater than or equal to 7`,
  ],
  [
    'a secret text inside a structure',
    'CreateCustomKeyStore',
    {
      CustomKeyStoreName: 'store',
      XksProxyAuthenticationCredential: {
        AccessKeyId: 'A'.repeat(20),
        RawSecretAccessKey: '?'.repeat(43),
      },
    },
    `${one} Value at 'xksProxyAuthenticationCredential.rawSecretAccessKey' ${failed} Member must satisfy regular expression pattern: ^[a-zA-Z0-9\\/+=]+$`,
  ],
];

describe('the words of AWS KMS', () => {
  it.each(texts)('%s', (_, operation, input, message) => {
    expect(problemOf(operation, input)).toMatchObject({ name: 'ValidationException', message });
  });

  it.each<[OperationName, unknown, string]>([
    ['DescribeKey', { KeyId: 5 }, "NUMBER_VALUE can not be converted to a String (at 'keyId')"],
    ['DescribeKey', { KeyId: true }, "TRUE_VALUE can not be converted to a String (at 'keyId')"],
    ['DescribeKey', { KeyId: [] }, "START_ARRAY can not be converted to a String (at 'keyId')"],
    ['DescribeKey', { KeyId: {} }, "START_OBJECT can not be converted to a String (at 'keyId')"],
    ['DescribeKey', [], 'START_ARRAY can not be converted to a structure'],
    ['ListKeys', { Limit: '5' }, "STRING_VALUE can not be converted to an Integer (at 'limit')"],
    ['ListKeys', { Limit: 1.5 }, "NUMBER_VALUE can not be converted to an Integer (at 'limit')"],
    ['Encrypt', { ...key, Plaintext: 'a' }, "The value at 'plaintext' is not valid base64"],
    [
      'Encrypt',
      { ...key, Plaintext: 'aGk=', DryRun: 'yes' },
      "STRING_VALUE can not be converted to a Boolean (at 'dryRun')",
    ],
    [
      'Encrypt',
      { ...key, Plaintext: 'aGk=', EncryptionContext: { a: 1 } },
      "NUMBER_VALUE can not be converted to a String (at 'encryptionContext.a')",
    ],
    [
      'Encrypt',
      { ...key, Plaintext: 'aGk=', EncryptionContext: [] },
      "START_ARRAY can not be converted to a map (at 'encryptionContext')",
    ],
    [
      'TagResource',
      { ...key, Tags: {} },
      "START_OBJECT can not be converted to a list (at 'tags')",
    ],
    [
      'ImportKeyMaterial',
      { ...key, ValidTo: 'soon' },
      "STRING_VALUE can not be converted to a Timestamp (at 'validTo')",
    ],
  ])('%s %j is of a wrong type', (operation, input, message) => {
    expect(problemOf(operation, input)).toMatchObject({ name: 'SerializationException', message });
  });

  it.each([
    ['', true],
    ['a', false],
    ['aa', true],
    ['aaa', true],
    ['aaaa', true],
    ['aaaaa', false],
    ['aa==', true],
    ['aaa=', true],
    ['aa=', false],
    ['aaa==', false],
    ['aaaa=', false],
    ['aaaa====', false],
    ['=', false],
    ['a===', false],
    ['aa==aa==', false],
    ['a+/a', true],
    ['a-_a', false],
    ['aa a', false],
    ['aaaa\n', false],
  ])('%j is base64: %s', (Mac, valid) => {
    const input = { ...key, Message: 'aGk=', MacAlgorithm: 'HMAC_SHA_256', Mac };
    const problem = problemOf('VerifyMac', input);
    expect(problem?.name !== 'SerializationException').toBe(valid);
  });

  it('a secret stands in no message', () => {
    const secret = 'c2VjcmV0IHNlY3JldCBzZWNyZXQ';
    const long = Buffer.from(secret.repeat(400));
    for (const [operation, input] of [
      ['Encrypt', { ...key, Plaintext: long }],
      ['Encrypt', { ...key, Plaintext: `${secret}?` }],
      ['CreateCustomKeyStore', { CustomKeyStoreName: 'a', KeyStorePassword: secret.repeat(10) }],
    ] as const) {
      const problem = problemOf(operation, input);
      expect(problem).toBeDefined();
      expect(`${problem!.message} ${problem!.note}`).not.toContain(secret);
    }
  });
});

// Blobs are aside: the schemas know them as texts only. So are dates as texts, and nulls, which JSON Schema has
// no word for here and which the API takes for what is missing.
describe('the JSON Schemas of requests', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  const path = resolve(root, 'schemas/kms-requests.schema.json');
  ajv.addSchema(JSON.parse(readFileSync(path, 'utf8')), 'requests');
  const names = Object.keys(operationApis) as OperationName[];
  const runs = 60;

  it(`are fresh`, () => {
    const run = spawnSync(process.execPath, ['scripts/kms-api.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  const counted = { valid: 0, invalid: 0 };

  it.each(names)('agree with our validation: %s', (operation) => {
    const shapeName = operationApis[operation].input;
    const schema = ajv.getSchema(`requests#/$defs/${shapeName}`)!;
    const input = fc.oneof(
      { weight: 3, arbitrary: good(shapeName) },
      { weight: 5, arbitrary: good(shapeName).chain((value) => broken(value, shapeName)) },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    fc.assert(
      fc.property(input, (value) => {
        if (hasNull(value)) return;
        const ours = problemOf(operation, value) === undefined;
        counted[ours ? 'valid' : 'invalid']++;
        expect({ value, valid: ours }).toEqual({ value, valid: schema(value) === true });
      }),
      { numRuns: runs },
    );
  });

  it('met valid inputs and invalid ones', () => {
    expect(counted.valid).toBeGreaterThan(500);
    expect(counted.invalid).toBeGreaterThan(500);
  });
});

/** A value that the shape admits. */
function good(name: string): fc.Arbitrary<unknown> {
  const shape = shapes[name]!;
  switch (shape.kind) {
    case 'structure': {
      const members = Object.entries(shape.members).map(([member, of]) => [member, good(of)]);
      const requiredKeys = [...shape.required];
      return fc.record(Object.fromEntries(members), { requiredKeys } as never);
    }
    case 'list':
      return fc.array(good(shape.member), {
        minLength: shape.min ?? 0,
        maxLength: Math.min(shape.max ?? 4, (shape.min ?? 0) + 3),
      });
    case 'map':
      return fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), good(shape.value), {
        maxKeys: 3,
      });
    case 'string': {
      if (shape.enum) return fc.constantFrom(...shape.enum);
      const least = shape.min ?? 0;
      const size = { minLength: least, maxLength: Math.min(shape.max ?? 40, least + 40) };
      const letters = fc.string({ unit: fc.constantFrom(...'abcdef0123456789'), ...size });
      if (!shape.pattern) return letters;
      return fc.oneof(letters, fc.stringMatching(new RegExp(shape.pattern, 'u'))).map(String);
    }
    case 'blob':
      return fc.uint8Array({ minLength: shape.min ?? 0, maxLength: 40 }).map(toBase64);
    case 'integer':
      return fc.integer({ min: shape.min ?? 0, max: shape.max ?? 1000 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.integer({ min: 0, max: 4_000_000_000 });
    default:
      return shape satisfies never;
  }
}

/** The same with one thing changed: a member gone, added or of another type, or a text or number at its limits. */
function broken(value: unknown, name: string): fc.Arbitrary<unknown> {
  const shape = shapes[name]!;
  if (shape.kind !== 'structure' || typeof value !== 'object' || value === null) return odd(name);
  const given = value as Readonly<Record<string, unknown>>;
  const members = Object.entries(shape.members).filter(([, of]) => shapes[of]!.kind !== 'blob');
  const without = fc
    .constantFrom(...Object.keys(shape.members), 'None')
    .map((member) => Object.fromEntries(Object.entries(given).filter(([at]) => at !== member)));
  const added = fc.string({ maxLength: 6 }).map((member) => ({ ...given, [member]: 'x' }));
  if (members.length === 0) return fc.oneof(without, added);
  const changed = fc
    .constantFrom(...members)
    .chain(([member, of]) =>
      broken(given[member], of).map((next) => ({ ...given, [member]: next })),
    );
  return fc.oneof(
    { weight: 1, arbitrary: without },
    { weight: 1, arbitrary: added },
    { weight: 4, arbitrary: changed },
  );
}

/** Something at the limits of a shape, or beyond them, or of another type. */
function odd(name: string): fc.Arbitrary<unknown> {
  const shape = shapes[name]!;
  const others = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant([]),
    fc.constant({}),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  if (shape.kind === 'timestamp')
    return fc.oneof(fc.integer({ min: 0 }), fc.constant([]), fc.boolean());
  if (shape.kind === 'integer') {
    const near = [shape.min, shape.max].flatMap((limit) =>
      limit === undefined ? [] : [limit - 1, limit, limit + 1],
    );
    return fc.oneof(fc.constantFrom(...near, 0, -1, 1.5), others);
  }
  if (shape.kind === 'string') {
    const lengths = [shape.min, shape.max].flatMap((limit) =>
      limit === undefined ? [] : [limit - 1, limit, limit + 1],
    );
    const ofLength = fc
      .constantFrom(...lengths.filter((length) => length >= 0 && length < 300_000), 3)
      .map((length) => 'a'.repeat(length));
    return fc.oneof(ofLength, fc.string(), fc.constantFrom('é', '\n', ' a', 'a\n', '/'), others);
  }
  if (shape.kind === 'list') {
    const lengths = [shape.min, shape.max].flatMap((limit) =>
      limit === undefined ? [] : [limit - 1, limit, limit + 1],
    );
    const ofLength = fc
      .constantFrom(...lengths.filter((length) => length >= 0), 1)
      .chain((length) => fc.array(good(shape.member), { minLength: length, maxLength: length }));
    return fc.oneof(ofLength, fc.array(odd(shape.member), { maxLength: 2 }), others);
  }
  if (shape.kind === 'map')
    return fc.oneof(fc.dictionary(fc.string(), odd(shape.value), { maxKeys: 2 }), others);
  return others;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function hasNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(hasNull);
}
