// What the operations of import answer when they refuse, and the condition keys that they are decided with.
import { randomBytes } from 'node:crypto';
import { afterAll, expect, it, vi } from 'vitest';
import { forever, importWith, parametersFor } from './import-kit.ts';
import { ids, imported, text } from './import-world.ts';
import {
  alice,
  bob,
  createKit,
  type ErrorRow,
  expectError,
  expectErrors,
  home,
  keyId,
  noKeyArn,
  noKeyId,
  worldText,
} from './kit.ts';
import { denyWhen } from './policies.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) => {
  const { withPublishedRsaKeys } = await import('./published-keys.ts');
  return withPublishedRsaKeys(await original());
});

const kit = createKit(text);
afterAll(() => kit.close());

const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
const material = { ImportToken: 'dG9rZW4=', EncryptedKeyMaterial: 'd3JhcHBlZA==', ...forever };
const inputs = {
  GetParametersForImport: wrapping,
  ImportKeyMaterial: material,
  DeleteImportedKeyMaterial: {},
};
const unsupported = 'UnsupportedOperationException';
const invalid = 'ValidationException';

type Row = Omit<ErrorRow, 'title'>;

const common = (Object.keys(inputs) as (keyof typeof inputs)[]).flatMap((operation): Row[] => {
  const of = (KeyId: string) => ({ operation, parameters: { KeyId, ...inputs[operation] } });
  const notFound = `Key '${noKeyArn}' does not exist`;
  const noAlias = 'Key Aliases are not supported for this operation.';
  const origin = `arn:aws:kms:us-east-1:${home}:key/${keyId} origin is AWS_KMS which is not valid for this operation.`;
  return [
    { ...of(ids.symmetric), as: bob, name: 'AccessDeniedException', message: /is not authorized/ },
    { ...of(noKeyId), name: 'NotFoundException', message: notFound },
    { ...of('alias/app'), name: 'InvalidArnException', message: noAlias },
    { ...of(keyId), name: unsupported, message: origin },
    { operation, parameters: inputs[operation], name: invalid, message: /'keyId'/ },
  ];
});

const parametersOf = (KeyId: string, change: object): Row => ({
  operation: 'GetParametersForImport',
  parameters: { KeyId, ...wrapping, ...change },
  name: unsupported,
});
const importOf = (change: object, name: string, message?: string | RegExp): Row => ({
  operation: 'ImportKeyMaterial',
  parameters: { KeyId: ids.symmetric, ...material, ...change },
  name,
  ...(message ? { message } : {}),
});
const expires = { ExpirationModel: 'KEY_MATERIAL_EXPIRES' };
const inDays = (days: number) => new Date(kit.now().getTime() + days * 86_400_000);
const needsDate = 'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES';

const rows: readonly Row[] = [
  ...common,
  ...['GetParametersForImport', 'ImportKeyMaterial'].map((operation) => ({
    operation: operation as keyof typeof inputs,
    parameters: { KeyId: ids.deleting, ...inputs[operation as keyof typeof inputs] },
    name: 'KMSInvalidStateException',
    message: /is pending deletion\.$/,
  })),
  parametersOf(ids.symmetric, { WrappingAlgorithm: 'RSAES_PKCS1_V1_5' }),
  parametersOf(ids.symmetric, { WrappingAlgorithm: 'SM2PKE' }),
  parametersOf(ids.symmetric, { WrappingKeySpec: 'SM2' }),
  parametersOf(ids.rsa, {}),
  { ...parametersOf(ids.symmetric, { WrappingAlgorithm: 'AES' }), name: invalid },
  { ...parametersOf(ids.symmetric, { WrappingKeySpec: 'RSA_1024' }), name: invalid },
  importOf({ ExpirationModel: undefined }, invalid, needsDate),
  importOf(expires, invalid, needsDate),
  importOf({ ValidTo: inDays(1) }, invalid, /must not be set/),
  importOf({ ...expires, ValidTo: inDays(0) }, invalid, /in the future/),
  importOf({ ...expires, ValidTo: inDays(-1) }, invalid, /in the future/),
  importOf({ ...expires, ValidTo: inDays(365.001) }, invalid, /no more than 365 days/),
  importOf({ ImportType: 'OTHER' }, invalid),
  importOf({ KeyMaterialId: 'a'.repeat(64), ImportType: 'NEW_KEY_MATERIAL' }, invalid),
  importOf({}, 'InvalidImportTokenException'),
  ...[ids.hmac, ids.curve, ids.rsa].flatMap((KeyId) =>
    [
      { ImportType: 'NEW_KEY_MATERIAL' },
      { KeyMaterialDescription: 'ours' },
      { KeyMaterialId: 'a'.repeat(64) },
    ].map((change) => importOf({ KeyId, ...change }, unsupported, /is not supported for/)),
  ),
  {
    operation: 'DeleteImportedKeyMaterial',
    parameters: { KeyId: ids.symmetric, KeyMaterialId: 'a'.repeat(64) },
    name: 'NotFoundException',
  },
];

it('each operation has its errors', async () => {
  const titled = rows.map((row) => ({
    ...row,
    title: `${row.operation} ${JSON.stringify(row.parameters)}`,
  }));
  await expectErrors(kit, titled);
});

it('a token belongs to one key', async () => {
  const parameters = await parametersFor(kit, ids.symmetric);
  const elsewhere = { ...parameters, KeyId: ids.other };
  const refused = await importWith(kit, elsewhere, randomBytes(32));
  expectError(refused, 'InvalidImportTokenException');
});

it('material that was wrapped otherwise does not unwrap', async () => {
  const parameters = await parametersFor(kit, ids.symmetric, 'RSAES_OAEP_SHA_256');
  for (const algorithm of ['RSAES_OAEP_SHA_1', 'RSA_AES_KEY_WRAP_SHA_256']) {
    const outcome = await importWith(kit, parameters, randomBytes(32), forever, algorithm);
    expectError(outcome, 'InvalidCiphertextException', '');
  }
  const other = await parametersFor(kit, ids.symmetric, 'RSAES_OAEP_SHA_256', 'RSA_3072');
  const mixed = { ...parameters, PublicKey: other.PublicKey! };
  expectError(await importWith(kit, mixed, randomBytes(32)), 'InvalidCiphertextException');
});

it.each([
  ['GetParametersForImport', { StringEquals: { 'kms:WrappingAlgorithm': 'RSAES_OAEP_SHA_1' } }],
  ['GetParametersForImport', { StringEquals: { 'kms:WrappingKeySpec': 'RSA_3072' } }],
  ['ImportKeyMaterial', { Null: { 'kms:ExpirationModel': 'true' } }],
  ['ImportKeyMaterial', { Null: { 'kms:ValidTo': 'false' } }],
  ['ImportKeyMaterial', { NumericLessThan: { 'kms:ValidTo': 1_800_000_000 } }],
] as const)('%s is decided with its parameters: %o', async (action, condition) => {
  const policy = denyWhen(action, condition);
  const guarded = createKit(
    worldText(`[{ id: ${ids.symmetric}, ${imported}, policy: ${policy} }]`),
  );
  const KeyId = ids.symmetric;
  const nameOf = async (operation: keyof typeof inputs, parameters: object) =>
    (await guarded.call(alice, operation, { KeyId, ...inputs[operation], ...parameters })).error
      ?.name;
  const denied =
    action === 'GetParametersForImport'
      ? { WrappingAlgorithm: 'RSAES_OAEP_SHA_1', WrappingKeySpec: 'RSA_3072' }
      : { ExpirationModel: undefined, ValidTo: inDays(10) };
  expect(await nameOf(action, denied)).toBe('AccessDeniedException');
  expect(await nameOf(action, {})).not.toBe('AccessDeniedException');
  await guarded.close();
});
