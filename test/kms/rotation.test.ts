// Rotation of key material: automatic by the clock, on demand, and what each operation answers.
import { afterAll, describe, expect, it } from 'vitest';
import type { RotationsListEntry } from '../../src/kms/api-types.generated.ts';
import { alice, beginning, createKit, expectErrors, type Kit, keyArn, keyId } from './kit.ts';
import { externalId, hmacId, managedId, mrkId, replicaArn, rsaId, text } from './rotation-world.ts';

const kits: Kit[] = [];
afterAll(() => Promise.all(kits.map((kit) => kit.close())));

function newKit(seed?: string): Kit {
  const kit = createKit(text, seed);
  kits.push(kit);
  return kit;
}

const days = (count: number) => new Date(beginning.getTime() + count * 86_400_000);
const encrypt = async (kit: Kit, KeyId = keyId) =>
  (await kit.answer(alice, 'Encrypt', { KeyId, Plaintext: Buffer.from('hello') })).CiphertextBlob!;
const decrypt = async (kit: Kit, CiphertextBlob: Uint8Array, region?: string) => {
  const { Plaintext } = await kit.answer(
    alice,
    'Decrypt',
    { CiphertextBlob },
    region ? { region } : {},
  );
  return Buffer.from(Plaintext!).toString();
};
const rotations = async (kit: Kit, KeyId = keyId, more: object = {}) =>
  (await kit.answer(alice, 'ListKeyRotations', { KeyId, ...more })).Rotations!;
const dates = (entries: readonly RotationsListEntry[]) =>
  entries.map(({ RotationDate, RotationType }) => [RotationDate, RotationType]);
const status = (kit: Kit, KeyId = keyId) => kit.answer(alice, 'GetKeyRotationStatus', { KeyId });

describe('automatic rotation', () => {
  it('is off until it is enabled, for a year unless the request says otherwise', async () => {
    const kit = newKit();
    expect(await status(kit)).toEqual({ KeyId: keyId, KeyRotationEnabled: false });
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId });
    expect(await status(kit)).toEqual({
      KeyId: keyId,
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
      NextRotationDate: days(365),
    });
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyArn, RotationPeriodInDays: 90 });
    expect(await status(kit)).toMatchObject({
      RotationPeriodInDays: 90,
      NextRotationDate: days(90),
    });
    await kit.answer(alice, 'DisableKeyRotation', { KeyId: keyId });
    expect(await status(kit)).toEqual({ KeyId: keyId, KeyRotationEnabled: false });
  });

  it('happens on each date of the schedule, and old ciphertexts stay readable', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 2560 });
    const blobs = [await encrypt(kit)];
    for (let years = 0; years < 30; years++) {
      kit.moveDays(365);
      blobs.push(await encrypt(kit));
    }
    const due = [2560, 5120, 7680, 10_240].map((at) => [days(at), 'AUTOMATIC']);
    expect(dates(await rotations(kit))).toEqual(due);
    for (const blob of blobs) expect(await decrypt(kit, blob)).toBe('hello');
    const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
    const all = await rotations(kit, keyId, { IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(all.map(({ KeyMaterialState }) => KeyMaterialState)).toEqual([
      ...Array<string>(4).fill('NON_CURRENT'),
      'CURRENT',
    ]);
    expect(all.at(-1)?.KeyMaterialId).toBe(KeyMetadata?.CurrentKeyMaterialId);
    expect(new Set(all.map(({ KeyMaterialId }) => KeyMaterialId)).size).toBe(5);
    expect(dates(all.slice(0, 1))).toEqual([[undefined, undefined]]);
  });

  it('catches up on every date that passed while nobody looked', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 100 });
    kit.moveDays(350);
    expect(dates(await rotations(kit))).toEqual(
      [100, 200, 300].map((at) => [days(at), 'AUTOMATIC']),
    );
  });

  it('pauses while the key is disabled: one overdue rotation at once, then the period again', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 100 });
    kit.moveDays(150);
    await kit.answer(alice, 'DisableKey', { KeyId: keyId });
    kit.moveDays(500);
    expect(await status(kit)).toMatchObject({ KeyRotationEnabled: true });
    expect(dates(await rotations(kit))).toEqual([[days(100), 'AUTOMATIC']]);
    kit.moveDays(50);
    await kit.answer(alice, 'EnableKey', { KeyId: keyId });
    kit.moveDays(150);
    expect(dates(await rotations(kit))).toEqual(
      [100, 700, 800].map((at) => [days(at), 'AUTOMATIC']),
    );
    expect(await status(kit)).toMatchObject({ NextRotationDate: days(900) });
  });

  it('keeps its schedule through a pause in which nothing was due', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 100 });
    kit.moveDays(10);
    await kit.answer(alice, 'DisableKey', { KeyId: keyId });
    kit.moveDays(80);
    await kit.answer(alice, 'EnableKey', { KeyId: keyId });
    kit.moveDays(20);
    expect(dates(await rotations(kit))).toEqual([[days(100), 'AUTOMATIC']]);
  });

  it('is hidden and paused while the key is pending deletion', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 90 });
    kit.moveDays(80);
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 30 });
    kit.moveDays(29);
    expect(await status(kit)).toEqual({ KeyId: keyId, KeyRotationEnabled: false });
    await kit.answer(alice, 'CancelKeyDeletion', { KeyId: keyId });
    await kit.answer(alice, 'EnableKey', { KeyId: keyId });
    expect(await status(kit)).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    expect(dates(await rotations(kit))).toEqual([[days(109), 'AUTOMATIC']]);
  });

  it('is what AWS managed keys have every year, and no other kind of key', async () => {
    const kit = newKit();
    expect(await status(kit, managedId)).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
      NextRotationDate: days(365),
    });
    for (const KeyId of [rsaId, hmacId]) {
      expect(await status(kit, KeyId)).toEqual({ KeyId, KeyRotationEnabled: false });
      await kit.answer(alice, 'DisableKeyRotation', { KeyId });
      expect(await kit.answer(alice, 'ListKeyRotations', { KeyId })).toEqual({
        Rotations: [],
        Truncated: false,
      });
    }
    expect(await status(kit, externalId)).toEqual({ KeyId: externalId, KeyRotationEnabled: false });
  });

  it('belongs to all related multi-Region keys', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: mrkId }, { region: 'us-east-1' });
    expect(await status(kit, replicaArn)).toMatchObject({ NextRotationDate: days(365) });
    kit.moveDays(800);
    expect(dates(await rotations(kit, replicaArn))).toEqual(
      [365, 730].map((at) => [days(at), 'AUTOMATIC']),
    );
    const blob = await encrypt(kit, replicaArn);
    expect(await decrypt(kit, blob, 'us-east-1')).toBe('hello');
  });
});

describe('rotation on demand', () => {
  it('works 25 times, beside a schedule that it does not change', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 90 });
    const blobs = [];
    for (let count = 0; count < 25; count++) {
      blobs.push(await encrypt(kit));
      const answer = await kit.answer(alice, 'RotateKeyOnDemand', { KeyId: keyArn });
      expect(answer).toEqual({ KeyId: keyId });
    }
    expect(await status(kit)).toMatchObject({ NextRotationDate: days(90) });
    expect(dates(await rotations(kit))).toEqual(Array<unknown>(25).fill([beginning, 'ON_DEMAND']));
    for (const blob of blobs) expect(await decrypt(kit, blob)).toBe('hello');
    await expectErrors(kit, [
      {
        title: 'a 26th time',
        operation: 'RotateKeyOnDemand',
        parameters: { KeyId: keyId },
        name: 'LimitExceededException',
        message: `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${keyArn}`,
      },
    ]);
    kit.moveDays(90);
    expect(await rotations(kit)).toHaveLength(26);
  });

  it('gives way to an automatic rotation that begins within 20 minutes', async () => {
    const kit = newKit();
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 90 });
    const minute = 1 / 1440;
    kit.moveDays(90 - 21 * minute);
    await kit.answer(alice, 'RotateKeyOnDemand', { KeyId: keyId });
    kit.moveDays(minute);
    const row = { operation: 'RotateKeyOnDemand', parameters: { KeyId: keyId } } as const;
    const name = 'ConflictException';
    await expectErrors(kit, [{ ...row, title: '20 minutes before', name, message: /20 minutes/ }]);
    kit.moveDays(20 * minute);
    await kit.answer(alice, 'RotateKeyOnDemand', { KeyId: keyId });
    expect((await rotations(kit)).map(({ RotationType }) => RotationType)).toEqual([
      'ON_DEMAND',
      'AUTOMATIC',
      'ON_DEMAND',
    ]);
  });

  it('comes in pages, whose markers are for the same list', async () => {
    const kit = newKit();
    for (let count = 0; count < 5; count++) {
      await kit.answer(alice, 'RotateKeyOnDemand', { KeyId: keyId });
    }
    const all = await rotations(kit);
    const seen: RotationsListEntry[] = [];
    let Marker: string | undefined;
    do {
      const parameters = { KeyId: keyId, Limit: 2, ...(Marker ? { Marker } : {}) };
      const page = await kit.answer(alice, 'ListKeyRotations', parameters);
      seen.push(...page.Rotations!);
      expect(page.Truncated).toBe(page.NextMarker !== undefined);
      Marker = page.NextMarker;
    } while (Marker);
    expect(seen).toEqual(all);
    const { NextMarker } = await kit.answer(alice, 'ListKeyRotations', { KeyId: keyId, Limit: 1 });
    const elsewhere = { KeyId: mrkId, Marker: NextMarker };
    const name = 'InvalidMarkerException';
    const operation = 'ListKeyRotations';
    await expectErrors(kit, [
      { title: 'another key', operation, parameters: elsewhere, name },
      {
        title: 'another list of the same key',
        operation,
        parameters: { KeyId: keyId, Marker: NextMarker, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' },
        name,
      },
      { title: 'no marker', operation, parameters: { KeyId: keyId, Marker: 'bm9uZQ' }, name },
    ]);
  });
});

it('with the same seed and clock, materials and ciphertexts come out alike', async () => {
  const run = async (seed: string) => {
    const kit = newKit(seed);
    await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 90 });
    kit.moveDays(200);
    await kit.answer(alice, 'RotateKeyOnDemand', { KeyId: keyId });
    return { rotations: await rotations(kit), blob: await encrypt(kit) };
  };
  expect(await run('one')).toEqual(await run('one'));
  expect(await run('one')).not.toEqual(await run('two'));
});
