// The life of imported key material: it comes, expires, is deleted, comes again, and is rotated.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forever, importWith, mustImport, parametersFor } from './import-kit.ts';
import { alice, createKit, expectError, home, type Kit, worldText } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) => {
  const { withPublishedRsaKeys } = await import('./published-keys.ts');
  return withPublishedRsaKeys(await original());
});

const KeyId = '44444444-4444-4444-4444-444444444444';
const arn = `arn:aws:kms:us-east-1:${home}:key/${KeyId}`;
const text = worldText(`[{ id: ${KeyId}, origin: EXTERNAL, state: PendingImport }]`);
const first = Buffer.alloc(32, 1);
const second = Buffer.alloc(32, 2);
const third = Buffer.alloc(32, 3);

const kits: Kit[] = [];
let kit: Kit;
beforeEach(() => {
  kit = createKit(text);
  kits.push(kit);
});
afterAll(() => Promise.all(kits.map((each) => each.close())));

const days = (count: number) => new Date(kit.now().getTime() + count * 86_400_000);
const put = async (bytes: Uint8Array, input: object = {}) =>
  (await mustImport(kit, await parametersFor(kit, KeyId), bytes, { ...forever, ...input }))
    .KeyMaterialId!;
const tryToPut = async (bytes: Uint8Array, input: object = {}) =>
  importWith(kit, await parametersFor(kit, KeyId), bytes, { ...forever, ...input });
const describeKey = async () => (await kit.answer(alice, 'DescribeKey', { KeyId })).KeyMetadata!;
const stateOf = async () => (await describeKey()).KeyState;
const encrypt = () => kit.answer(alice, 'Encrypt', { KeyId, Plaintext: Buffer.from('hello') });
const decrypt = (CiphertextBlob?: Uint8Array) => kit.call(alice, 'Decrypt', { CiphertextBlob });
const remove = (KeyMaterialId?: string) =>
  kit.answer(alice, 'DeleteImportedKeyMaterial', {
    KeyId,
    ...(KeyMaterialId ? { KeyMaterialId } : {}),
  });
const list = async () => {
  const all = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' };
  return (await kit.answer(alice, 'ListKeyRotations', all)).Rotations!;
};
const isNew = { ImportType: 'NEW_KEY_MATERIAL' };
const expectPendingImport = async (blob: Uint8Array | undefined) =>
  expectError(await decrypt(blob), 'KMSInvalidStateException', `${arn} is pending import.`);

it('the first material becomes the current one, and makes the key usable', async () => {
  expect(await describeKey()).not.toHaveProperty('CurrentKeyMaterialId');
  const parameters = await parametersFor(kit, KeyId);
  expect(parameters).toMatchObject({ KeyId: arn, ParametersValidTo: days(1) });
  const answer = await mustImport(kit, parameters, first, {
    ...forever,
    KeyMaterialDescription: 'from our HSM',
  });
  expect(answer).toEqual({ KeyId: arn, KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await describeKey()).toMatchObject({
    KeyState: 'Enabled',
    Enabled: true,
    CurrentKeyMaterialId: answer.KeyMaterialId,
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  });
  expect(await list()).toEqual([
    {
      KeyId,
      KeyMaterialId: answer.KeyMaterialId,
      KeyMaterialDescription: 'from our HSM',
      KeyMaterialState: 'CURRENT',
      ImportState: 'IMPORTED',
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    },
  ]);
  const { Rotations } = await kit.answer(alice, 'ListKeyRotations', { KeyId });
  expect(Rotations).toEqual([]);
  const { CiphertextBlob, KeyMaterialId } = await kit.answer(alice, 'GenerateDataKey', {
    KeyId,
    KeySpec: 'AES_256',
  });
  expect(KeyMaterialId).toBe(answer.KeyMaterialId);
  expect((await decrypt(CiphertextBlob)).response).toMatchObject({ KeyMaterialId });
});

describe('deletion', () => {
  it('ends all use until the same material comes again', async () => {
    const KeyMaterialId = await put(first, { KeyMaterialDescription: 'one' });
    const { CiphertextBlob } = await encrypt();
    expect(await remove()).toEqual({ KeyId: arn, KeyMaterialId });
    expect(await describeKey()).toMatchObject({ KeyState: 'PendingImport', Enabled: false });
    expect(await describeKey()).not.toHaveProperty('ExpirationModel');
    await expectPendingImport(CiphertextBlob);
    const deleted = { KeyMaterialId, KeyMaterialDescription: 'one', ImportState: 'PENDING_IMPORT' };
    expect(await list()).toEqual([{ KeyId, KeyMaterialState: 'CURRENT', ...deleted }]);
    expectError(await tryToPut(second), 'IncorrectKeyMaterialException');
    expect(await stateOf()).toBe('PendingImport');
    expect(await put(first)).toBe(KeyMaterialId);
    expect(await list()).toMatchObject([
      { KeyMaterialDescription: 'one', ImportState: 'IMPORTED' },
    ]);
    expect((await decrypt(CiphertextBlob)).response).toMatchObject({ KeyMaterialId });
  });

  it('of what is not there changes nothing', async () => {
    expect(await remove()).toEqual({ KeyId: arn });
    const KeyMaterialId = await put(first);
    await remove();
    expect(await remove(KeyMaterialId)).toEqual({ KeyId: arn, KeyMaterialId });
    expect(await stateOf()).toBe('PendingImport');
  });

  it('leaves a key that is pending deletion so, and its cancellation does not bring material back', async () => {
    await put(first);
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId });
    await remove();
    expect(await stateOf()).toBe('PendingDeletion');
    await kit.answer(alice, 'CancelKeyDeletion', { KeyId });
    expect(await stateOf()).toBe('PendingImport');
  });
});

describe('expiry', () => {
  it('comes with the clock, and a new import sets another date', async () => {
    const ValidTo = days(10);
    const KeyMaterialId = await put(first, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo });
    expect(await describeKey()).toMatchObject({ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo });
    expect(await list()).toMatchObject([{ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo }]);
    const { CiphertextBlob } = await encrypt();
    kit.moveDays(9.999);
    expect(await stateOf()).toBe('Enabled');
    kit.moveDays(0.001);
    await expectPendingImport(CiphertextBlob);
    expect(await stateOf()).toBe('PendingImport');
    expect(await put(first, { ExpirationModel: undefined, ValidTo: days(365) })).toBe(
      KeyMaterialId,
    );
    kit.moveDays(364);
    expect((await decrypt(CiphertextBlob)).error).toBeUndefined();
    await put(first);
    kit.moveDays(1000);
    expect((await decrypt(CiphertextBlob)).error).toBeUndefined();
  });

  it('reaches a disabled key, which a new import enables; one that is held stays disabled', async () => {
    await put(first, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: days(10) });
    await kit.answer(alice, 'DisableKey', { KeyId });
    await put(first, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: days(20) });
    expect(await stateOf()).toBe('Disabled');
    kit.moveDays(20);
    expect(await stateOf()).toBe('PendingImport');
    await put(first);
    expect(await stateOf()).toBe('Enabled');
  });
});

describe('rotation of imported material', () => {
  it('new material waits until it is rotated in', async () => {
    const one = await put(first);
    const { CiphertextBlob: old } = await encrypt();
    const two = await put(second, { ...isNew, KeyMaterialDescription: 'next year' });
    expect(two).not.toBe(one);
    expect(await list()).toMatchObject([
      { KeyMaterialId: one, KeyMaterialState: 'CURRENT' },
      { KeyMaterialId: two, KeyMaterialState: 'PENDING_ROTATION', ImportState: 'IMPORTED' },
    ]);
    expect((await encrypt()).KeyId).toBe(arn);
    expect(await describeKey()).toMatchObject({ CurrentKeyMaterialId: one });
    kit.moveDays(1);
    await kit.answer(alice, 'RotateKeyOnDemand', { KeyId });
    expect(await describeKey()).toMatchObject({ CurrentKeyMaterialId: two });
    const { Rotations } = await kit.answer(alice, 'ListKeyRotations', { KeyId });
    const rotation = { RotationDate: kit.now(), RotationType: 'ON_DEMAND' };
    expect(Rotations).toMatchObject([
      { KeyMaterialId: two, KeyMaterialState: 'CURRENT', ...rotation },
    ]);
    expect((await list())[0]).toMatchObject({ KeyMaterialState: 'NON_CURRENT' });
    expect((await decrypt(old)).response).toMatchObject({ KeyMaterialId: one });
    const again = await kit.call(alice, 'RotateKeyOnDemand', { KeyId });
    const nothing = `No available key material pending rotation for the key: ${arn}.`;
    expectError(again, 'KMSInvalidStateException', nothing);
  });

  it('a key needs all of its materials', async () => {
    const one = await put(first);
    const two = await put(second, isNew);
    await kit.answer(alice, 'RotateKeyOnDemand', { KeyId });
    const { CiphertextBlob } = await encrypt();
    expect(await remove(one)).toMatchObject({ KeyMaterialId: one });
    expect(await remove()).toMatchObject({ KeyMaterialId: two });
    await expectPendingImport(CiphertextBlob);
    await put(second);
    expect(await stateOf()).toBe('PendingImport');
    await expectPendingImport(CiphertextBlob);
    await put(first, { KeyMaterialId: one, ImportType: 'EXISTING_KEY_MATERIAL' });
    expect(await stateOf()).toBe('Enabled');
    expect((await decrypt(CiphertextBlob)).response).toMatchObject({ KeyMaterialId: two });
  });

  it('one material can wait at a time, and it can be taken back', async () => {
    await put(first);
    const two = await put(second, isNew);
    const refused = await tryToPut(third, isNew);
    expectError(
      refused,
      'KMSInvalidStateException',
      new RegExp(
        `^New key material \\(id: [0-9a-f]{64}\\) cannot be imported into KMS key ${arn}, because another key material \\(id: ${two}\\) is pending rotation\\.$`,
      ),
    );
    await remove(two);
    expect(await stateOf()).toBe('Enabled');
    expect(await list()).toHaveLength(1);
    await put(third, { ...isNew, ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: days(1) });
    kit.moveDays(1);
    expect(await stateOf()).toBe('Enabled');
    expect(await list()).toHaveLength(1);
    expect(await put(second, isNew)).toBe(two);
  });
});

it('a token works for a day, as often as it is needed, beside newer ones', async () => {
  const parameters = await parametersFor(kit, KeyId);
  await parametersFor(kit, KeyId, 'RSAES_OAEP_SHA_1', 'RSA_3072');
  await mustImport(kit, parameters, first);
  kit.moveDays(0.9999);
  await mustImport(kit, parameters, first);
  kit.moveDays(0.0001);
  expectError(await importWith(kit, parameters, first), 'ExpiredImportTokenException');
});

it('with the same seed, tokens and ids come out alike; ids differ from key to key', async () => {
  const run = async (seed: string) => {
    const replayed = createKit(text, seed);
    kits.push(replayed);
    const parameters = await parametersFor(replayed, KeyId);
    const { KeyMaterialId } = await mustImport(replayed, parameters, first);
    return { token: parameters.ImportToken, KeyMaterialId };
  };
  expect(await run('one')).toEqual(await run('one'));
  expect(await run('one')).not.toEqual(await run('two'));
  const one = await put(first);
  const { KeyMetadata } = await kit.answer(alice, 'CreateKey', { Origin: 'EXTERNAL' });
  const parameters = await parametersFor(kit, KeyMetadata!.KeyId);
  expect((await mustImport(kit, parameters, first)).KeyMaterialId).not.toBe(one);
});

it('no answer and no record tells the material or the token', async () => {
  const canary = randomBytes(32);
  const parameters = await parametersFor(kit, KeyId);
  const outcome = await importWith(kit, parameters, canary);
  const told = JSON.stringify([outcome.response, outcome.event]);
  for (const secret of [canary, Buffer.from(parameters.ImportToken!)]) {
    expect(told).not.toContain(secret.toString('base64').slice(0, 20));
    expect(told).not.toContain(secret.toString('hex').slice(0, 20));
    expect(told).not.toContain([...secret.subarray(0, 6)].join(','));
  }
  expect(outcome.event).toMatchObject({ eventName: 'ImportKeyMaterial', readOnly: false });
});
