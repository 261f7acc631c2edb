// Random walks over related multi-Region keys: whatever happens to them, what was encrypted stays readable.
import { expect, it } from 'vitest';
import { alice, createKit, home, region, seededRandom } from './kit.ts';

const regions = [region, 'eu-west-1', 'ap-northeast-1'] as const;

it.each(['one', 'two', 'three'])('every ciphertext of a walk stays readable: %s', async (seed) => {
  const kit = createKit(undefined, seed);
  const random = seededRandom(`walk ${seed}`);
  const pick = <T>(of: readonly T[]): T => of[Buffer.from(random(4)).readUInt32BE() % of.length]!;
  const { KeyMetadata } = await kit.answer(alice, 'CreateKey', { MultiRegion: true });
  const arnIn = (where: string) => `arn:aws:kms:${where}:${home}:key/${KeyMetadata!.KeyId}`;
  for (const ReplicaRegion of regions.slice(1)) {
    await kit.answer(alice, 'ReplicateKey', { KeyId: arnIn(region), ReplicaRegion });
  }
  const blobs: Uint8Array[] = [];
  const encrypt = async () => {
    const parameters = { KeyId: arnIn(pick(regions)), Plaintext: Buffer.from('hello') };
    const { response } = await kit.call(alice, 'Encrypt', parameters);
    if (response) blobs.push((response as { CiphertextBlob: Uint8Array }).CiphertextBlob);
  };
  const anywhere = (operation: Parameters<typeof kit.call>[1], more: object = {}) =>
    kit.call(alice, operation, { KeyId: arnIn(pick(regions)), ...more });
  const steps = [
    encrypt,
    () => anywhere('RotateKeyOnDemand'),
    () => anywhere('EnableKeyRotation', { RotationPeriodInDays: pick([90, 365, 1000]) }),
    () => pick([() => anywhere('DisableKeyRotation'), encrypt])(),
    () => anywhere('UpdatePrimaryRegion', { PrimaryRegion: pick(regions) }),
    () => anywhere('DisableKey'),
    () => anywhere('EnableKey'),
    () => anywhere('EnableKey'),
    async () => kit.moveDays(pick([0.01, 10, 100, 400])),
  ];
  for (let step = 0; step < 150; step++) await pick(steps)();
  for (const where of regions) await kit.answer(alice, 'EnableKey', { KeyId: arnIn(where) });

  expect(blobs.length).toBeGreaterThan(5);
  const lists = [];
  for (const where of regions) {
    for (const CiphertextBlob of blobs) {
      const { Plaintext } = await kit.answer(
        alice,
        'Decrypt',
        { CiphertextBlob },
        { region: where },
      );
      expect(Buffer.from(Plaintext!).toString()).toBe('hello');
    }
    const all = { KeyId: arnIn(where), IncludeKeyMaterial: 'ALL_KEY_MATERIAL' };
    lists.push((await kit.answer(alice, 'ListKeyRotations', all)).Rotations!);
  }
  const [first = [], ...others] = lists;
  for (const other of others) expect(other).toEqual(first);
  expect(first.length).toBeGreaterThan(3);
  const states = first.map(({ KeyMaterialState }) => KeyMaterialState);
  expect(states.filter((state) => state === 'CURRENT')).toHaveLength(1);
  expect(states.at(-1)).toBe('CURRENT');
  const times = first.slice(1).map(({ RotationDate }) => RotationDate!.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(Math.max(...times)).toBeLessThanOrEqual(kit.now().getTime());
  await kit.close();
});
