// Imported key material of related multi-Region keys: each Region has its own, and all rotate together.
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { forever, importWith, mustImport, parametersFor } from './import-kit.ts';
import { alice, createKit, expectError, home, type Kit, region, worldText } from './kit.ts';
import { createMultiRegionKit } from './multi-region-kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) => {
  const { withPublishedRsaKeys } = await import('./published-keys.ts');
  return withPublishedRsaKeys(await original());
});

const kits: Kit[] = [];
let kit: Kit;
let on: ReturnType<typeof createMultiRegionKit>;
beforeEach(() => {
  on = createMultiRegionKit();
  kit = on.kit;
  kits.push(kit);
});
afterAll(() => Promise.all(kits.map((each) => each.close())));

const ireland = 'eu-west-1';
const tokyo = 'ap-northeast-1';

const first = Buffer.alloc(32, 1);
const second = Buffer.alloc(32, 2);
const put = async (arn: string, bytes: Uint8Array, input: object = forever) =>
  (await mustImport(kit, await parametersFor(kit, arn), bytes, input)).KeyMaterialId!;
const states = async (KeyId: string) => {
  const all = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' };
  const { Rotations } = await kit.answer(alice, 'ListKeyRotations', all);
  return Rotations!.map((entry) => [entry.KeyMaterialState, entry.ImportState]);
};
const stateOf = async (KeyId: string) => (await on.describeKey(KeyId)).KeyState;

it('is imported into each related key, with an expiry and an end of its own', async () => {
  const key = await on.newPrimary({ Origin: 'EXTERNAL' });
  const early = { KeyId: key.id, ReplicaRegion: ireland };
  expectError(await kit.call(alice, 'ReplicateKey', early), 'KMSInvalidStateException');
  const id = await put(key.in(region), first);
  await on.replicate(key.id, ireland);
  expect(await stateOf(key.in(ireland))).toBe('PendingImport');
  const ValidTo = new Date(kit.now().getTime() + 10 * 86_400_000);
  expect(await put(key.in(ireland), first, { ValidTo })).toBe(id);
  const blob = await on.encrypt(key.in(region));
  expect(await on.decrypt(blob, ireland)).toBe('hello');
  kit.moveDays(10);
  expect(await stateOf(key.in(ireland))).toBe('PendingImport');
  expect(await on.decrypt(blob, region)).toBe('hello');
  await kit.answer(alice, 'DeleteImportedKeyMaterial', { KeyId: key.in(region) });
  expect(await stateOf(key.in(region))).toBe('PendingImport');
  const other = await parametersFor(kit, key.in(ireland));
  expectError(await importWith(kit, other, second), 'IncorrectKeyMaterialException');
  await put(key.in(ireland), first);
  expect(await on.decrypt(blob, ireland)).toBe('hello');
  expect(await stateOf(key.in(region))).toBe('PendingImport');
});

it('is rotated when every related key has the new one', async () => {
  const key = await on.newPrimary({ Origin: 'EXTERNAL' });
  await put(key.in(region), first);
  for (const where of [ireland, tokyo]) {
    await on.replicate(key.id, where);
    await put(key.in(where), first);
  }
  const isNew = { ...forever, ImportType: 'NEW_KEY_MATERIAL' };
  const toReplica = await importWith(kit, await parametersFor(kit, key.in(ireland)), second, isNew);
  expectError(toReplica, 'UnsupportedOperationException');
  const id = await put(key.in(region), second, isNew);
  const waiting = 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
  expect(await states(key.in(region))).toEqual([
    ['CURRENT', 'IMPORTED'],
    [waiting, 'IMPORTED'],
  ]);
  expect((await states(key.in(ireland)))[1]).toEqual([waiting, 'PENDING_IMPORT']);
  const rotate = () => kit.call(alice, 'RotateKeyOnDemand', { KeyId: key.in(region) });
  expectError(await rotate(), 'KMSInvalidStateException', /No available key material pending/);
  expect(await put(key.in(ireland), second)).toBe(id);
  expectError(await rotate(), 'KMSInvalidStateException');
  await put(key.in(tokyo), second, { ...forever, KeyMaterialId: id });
  expect((await states(key.in(region)))[1]).toEqual(['PENDING_ROTATION', 'IMPORTED']);
  expect((await rotate()).error).toBeUndefined();
  const blob = await on.encrypt(key.in(tokyo));
  expect(await on.decrypt(blob, region)).toBe('hello');
  await kit.answer(alice, 'DeleteImportedKeyMaterial', { KeyId: key.in(ireland) });
  expect(await stateOf(key.in(ireland))).toBe('PendingImport');
  expect(await on.decrypt(blob, tokyo)).toBe('hello');
});

it('that waits is deleted everywhere with the primary, and there alone with a replica', async () => {
  const key = await on.newPrimary({ Origin: 'EXTERNAL' });
  await put(key.in(region), first);
  await on.replicate(key.id, ireland);
  await put(key.in(ireland), first);
  const isNew = { ...forever, ImportType: 'NEW_KEY_MATERIAL' };
  const KeyMaterialId = await put(key.in(region), second, isNew);
  await put(key.in(ireland), second);
  const remove = (where: string) =>
    kit.answer(alice, 'DeleteImportedKeyMaterial', { KeyId: key.in(where), KeyMaterialId });
  await remove(ireland);
  expect(await stateOf(key.in(ireland))).toBe('Enabled');
  expect((await states(key.in(region)))[1]?.[1]).toBe('IMPORTED');
  await put(key.in(ireland), second);
  await remove(region);
  for (const where of [region, ireland]) {
    expect(await states(key.in(where))).toEqual([['CURRENT', 'IMPORTED']]);
    expect(await stateOf(key.in(where))).toBe('Enabled');
  }
  // The replica has nothing left of it, as it would have to for a rotation.
  await put(key.in(region), second, isNew);
  const waiting = 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
  expect((await states(key.in(ireland)))[1]).toEqual([waiting, 'PENDING_IMPORT']);
});

it('that waits is none that a replica lacks when its deletion is canceled', async () => {
  const key = await on.newPrimary({ Origin: 'EXTERNAL' });
  await put(key.in(region), first);
  await on.replicate(key.id, ireland);
  await put(key.in(ireland), first);
  await put(key.in(region), second, { ...forever, ImportType: 'NEW_KEY_MATERIAL' });
  await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: key.in(ireland) });
  await kit.answer(alice, 'CancelKeyDeletion', { KeyId: key.in(ireland) });
  expect(await stateOf(key.in(ireland))).toBe('Disabled');
});

it.each([
  ['HMAC_256', 'GENERATE_VERIFY_MAC', undefined],
  ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'UnsupportedOperationException'],
])(
  'that is the first of all may come to a replica of %s keys: %s, %s',
  async (spec, usage, name) => {
    const id = `mrk-${'1'.repeat(32)}`;
    const key = `id: ${id}, spec: ${spec}, usage: ${usage}, origin: EXTERNAL, state: PendingImport, multiRegion: true`;
    const own = createKit(
      worldText(`
      - { ${key}, multiRegionKeyType: PRIMARY }
      - { ${key}, multiRegionKeyType: REPLICA, region: ${ireland} }
`),
    );
    kits.push(own);
    const arn = `arn:aws:kms:${ireland}:${home}:key/${id}`;
    const outcome = await importWith(own, await parametersFor(own, arn), first);
    expect(outcome.error?.name).toBe(name);
  },
);
