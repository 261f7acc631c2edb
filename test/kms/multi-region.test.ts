// Related multi-Region keys: what they share, what each has for itself, and how replicas come and go.
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forever, importWith, mustImport, parametersFor } from './import-kit.ts';
import { alice, bob, createKit, expectError, home, type Kit, region } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) => {
  const { withPublishedRsaKeys } = await import('./published-keys.ts');
  return withPublishedRsaKeys(await original());
});

const kits: Kit[] = [];
let kit: Kit;
beforeEach(() => {
  kit = createKit();
  kits.push(kit);
});
afterAll(() => Promise.all(kits.map((each) => each.close())));

const ireland = 'eu-west-1';
const tokyo = 'ap-northeast-1';

/** Makes a multi-Region key, and answers its id and the ARN that it has in a Region. */
async function newPrimary(input: object = {}) {
  const { KeyMetadata } = await kit.answer(alice, 'CreateKey', { MultiRegion: true, ...input });
  const id = KeyMetadata!.KeyId;
  expect(id).toMatch(/^mrk-[0-9a-f]{32}$/);
  return { id, in: (where: string) => `arn:aws:kms:${where}:${home}:key/${id}` };
}

const replicate = (KeyId: string, ReplicaRegion: string, input: object = {}) =>
  kit.answer(alice, 'ReplicateKey', { KeyId, ReplicaRegion, ...input });
const describeKey = async (KeyId: string) =>
  (await kit.answer(alice, 'DescribeKey', { KeyId })).KeyMetadata!;
const encrypt = async (KeyId: string) =>
  (await kit.answer(alice, 'Encrypt', { KeyId, Plaintext: Buffer.from('hello') })).CiphertextBlob!;
const decrypt = async (CiphertextBlob: Uint8Array, where: string) => {
  const { Plaintext } = await kit.answer(alice, 'Decrypt', { CiphertextBlob }, { region: where });
  return Buffer.from(Plaintext!).toString();
};

describe('a replica', () => {
  it('is created in another Region with the same id, and is ready when it is next looked at', async () => {
    const key = await newPrimary({
      Description: 'first',
      Tags: [{ TagKey: 'team', TagValue: 'a' }],
    });
    kit.moveDays(1);
    const { ReplicaKeyMetadata, ReplicaPolicy, ReplicaTags } = await replicate(key.id, ireland);
    const family = {
      MultiRegionKeyType: 'REPLICA',
      PrimaryKey: { Arn: key.in(region), Region: region },
      ReplicaKeys: [{ Arn: key.in(ireland), Region: ireland }],
    };
    expect(ReplicaKeyMetadata).toMatchObject({
      KeyId: key.id,
      Arn: key.in(ireland),
      CreationDate: kit.now(),
      Description: '',
      KeyState: 'Creating',
      Enabled: false,
      MultiRegionConfiguration: family,
    });
    expect(ReplicaKeyMetadata).not.toHaveProperty('CurrentKeyMaterialId');
    expect(JSON.parse(ReplicaPolicy!)).toMatchObject({ Statement: [{ Action: 'kms:*' }] });
    expect(ReplicaTags).toEqual([]);
    const primary = await describeKey(key.in(region));
    expect(primary.MultiRegionConfiguration).toEqual({ ...family, MultiRegionKeyType: 'PRIMARY' });
    expect(await describeKey(key.in(ireland))).toMatchObject({
      KeyState: 'Enabled',
      CurrentKeyMaterialId: primary.CurrentKeyMaterialId,
      MultiRegionConfiguration: family,
    });
  });

  it('has its own policy, tags, description, aliases and state', async () => {
    const key = await newPrimary();
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: [alice, bob] }, Action: 'kms:*', Resource: '*' },
      ],
    });
    const Tags = [{ TagKey: 'team', TagValue: 'blue' }];
    const replica = await replicate(key.id, ireland, { Policy, Tags, Description: 'second' });
    expect(replica).toMatchObject({ ReplicaPolicy: Policy, ReplicaTags: Tags });
    expect(await describeKey(key.in(ireland))).toMatchObject({ Description: 'second' });
    const name = { AliasName: 'alias/app' };
    await kit.answer(alice, 'CreateAlias', { ...name, TargetKeyId: key.in(ireland) });
    expect(await describeKey(key.in(region))).toMatchObject({ Description: '' });
    const here = await kit.call(alice, 'DescribeKey', { KeyId: 'alias/app' }, { region });
    expectError(here, 'NotFoundException');
    const asBob = (KeyId: string) => kit.call(bob, 'DescribeKey', { KeyId });
    expect((await asBob(key.in(ireland))).error).toBeUndefined();
    expectError(await asBob(key.in(region)), 'AccessDeniedException');
    await kit.answer(alice, 'DisableKey', { KeyId: key.in(region) });
    expect(await describeKey(key.in(ireland))).toMatchObject({ KeyState: 'Enabled' });
    const { Tags: none } = await kit.answer(alice, 'ListResourceTags', { KeyId: key.in(region) });
    expect(none).toEqual([]);
  });

  it('decrypts what its relatives encrypted, whichever material they had', async () => {
    const key = await newPrimary();
    await replicate(key.id, ireland);
    const blobs = [await encrypt(key.in(region)), await encrypt(key.in(ireland))];
    await kit.answer(alice, 'EnableKeyRotation', {
      KeyId: key.in(region),
      RotationPeriodInDays: 90,
    });
    kit.moveDays(100);
    blobs.push(await encrypt(key.in(ireland)));
    await kit.answer(alice, 'RotateKeyOnDemand', { KeyId: key.in(region) });
    blobs.push(await encrypt(key.in(ireland)));
    await replicate(key.id, tokyo);
    for (const where of [region, ireland, tokyo]) {
      for (const blob of blobs) expect(await decrypt(blob, where)).toBe('hello');
      const list = { KeyId: key.in(where) };
      const { Rotations } = await kit.answer(alice, 'ListKeyRotations', list);
      expect(Rotations!.map(({ RotationType }) => RotationType)).toEqual([
        'AUTOMATIC',
        'ON_DEMAND',
      ]);
    }
    const elsewhere = await kit.call(
      alice,
      'Decrypt',
      { CiphertextBlob: blobs[0] },
      { region: 'us-west-2' },
    );
    expectError(elsewhere, 'AccessDeniedException');
  });

  it.each([
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  ])('shares its key with its relatives: $KeySpec', async (input) => {
    const key = await newPrimary(input);
    await replicate(key.id, ireland);
    const Message = Buffer.from('hello');
    if (input.KeySpec === 'HMAC_256') {
      const making = { Message, MacAlgorithm: 'HMAC_SHA_256' };
      const { Mac } = await kit.answer(alice, 'GenerateMac', { ...making, KeyId: key.in(ireland) });
      await kit.answer(alice, 'VerifyMac', { ...making, KeyId: key.in(region), Mac });
    } else {
      const signing = { Message, SigningAlgorithm: 'ECDSA_SHA_256' };
      const { Signature } = await kit.answer(alice, 'Sign', { ...signing, KeyId: key.in(ireland) });
      await kit.answer(alice, 'Verify', { ...signing, KeyId: key.in(region), Signature });
    }
  });
});

describe('the primary Region', () => {
  it('moves to a replica, which then rotates, replicates and is replicated', async () => {
    const key = await newPrimary();
    await replicate(key.id, ireland);
    await kit.answer(alice, 'EnableKeyRotation', {
      KeyId: key.in(region),
      RotationPeriodInDays: 90,
    });
    const move = { KeyId: key.in(region), PrimaryRegion: ireland };
    expect(await kit.answer(alice, 'UpdatePrimaryRegion', move)).toEqual({});
    const family = {
      PrimaryKey: { Arn: key.in(ireland), Region: ireland },
      ReplicaKeys: [{ Arn: key.in(region), Region: region }],
    };
    for (const [where, MultiRegionKeyType] of [
      [ireland, 'PRIMARY'],
      [region, 'REPLICA'],
    ] as const) {
      const MultiRegionConfiguration = { ...family, MultiRegionKeyType };
      const expected = { KeyState: 'Enabled', MultiRegionConfiguration };
      expect(await describeKey(key.in(where))).toMatchObject(expected);
    }
    kit.moveDays(90);
    const { Rotations } = await kit.answer(alice, 'ListKeyRotations', { KeyId: key.in(region) });
    expect(Rotations).toHaveLength(1);
    await kit.answer(alice, 'DisableKeyRotation', { KeyId: key.in(ireland) });
    await replicate(key.in(ireland), tokyo);
    const here = { KeyId: key.in(region), ReplicaRegion: 'us-west-2' };
    const message = `${key.in(region)} is not a multi-region primary key.`;
    const refused = await kit.call(alice, 'ReplicateKey', here);
    expectError(refused, 'UnsupportedOperationException', message);
    expect(await decrypt(await encrypt(key.in(tokyo)), region)).toBe('hello');
  });
});

describe('deletion', () => {
  it('of a primary waits for its replicas, then takes its own window', async () => {
    const key = await newPrimary();
    await replicate(key.id, ireland);
    await replicate(key.id, tokyo);
    const schedule = (where: string, PendingWindowInDays: number) =>
      kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: key.in(where), PendingWindowInDays });
    expect(await schedule(region, 10)).toMatchObject({ KeyState: 'PendingReplicaDeletion' });
    expect(await describeKey(key.in(region))).toMatchObject({ PendingDeletionWindowInDays: 10 });
    await schedule(ireland, 7);
    await schedule(tokyo, 20);
    kit.moveDays(8);
    const gone = await kit.call(alice, 'DescribeKey', { KeyId: key.in(ireland) });
    expectError(gone, 'NotFoundException', `Key '${key.in(ireland)}' does not exist`);
    expect(await describeKey(key.in(region))).toMatchObject({ KeyState: 'PendingReplicaDeletion' });
    const end = new Date(kit.now().getTime() + (12 + 10) * 86_400_000);
    kit.moveDays(13);
    // Only the primary is looked at: it knows that its last replica is gone since a day.
    const waiting = { KeyState: 'PendingDeletion', DeletionDate: end };
    expect(await describeKey(key.in(region))).toMatchObject(waiting);
    kit.moveDays(9);
    expectError(
      await kit.call(alice, 'DescribeKey', { KeyId: key.in(region) }),
      'NotFoundException',
    );
  });

  it('of a replica leaves the others, and its Region can have another one', async () => {
    const key = await newPrimary();
    await replicate(key.id, ireland);
    const blob = await encrypt(key.in(ireland));
    await kit.answer(alice, 'ScheduleKeyDeletion', {
      KeyId: key.in(ireland),
      PendingWindowInDays: 7,
    });
    const again = { KeyId: key.id, ReplicaRegion: ireland };
    expectError(await kit.call(alice, 'ReplicateKey', again), 'AlreadyExistsException');
    kit.moveDays(7);
    await replicate(key.id, ireland);
    expect(await decrypt(blob, ireland)).toBe('hello');
    expect(await decrypt(blob, region)).toBe('hello');
  });
});

describe('imported material', () => {
  const first = Buffer.alloc(32, 1);
  const second = Buffer.alloc(32, 2);
  const put = async (arn: string, bytes: Uint8Array, input: object = forever) =>
    (await mustImport(kit, await parametersFor(kit, arn), bytes, input)).KeyMaterialId!;
  const states = async (KeyId: string) => {
    const all = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' };
    const { Rotations } = await kit.answer(alice, 'ListKeyRotations', all);
    return Rotations!.map((entry) => [entry.KeyMaterialState, entry.ImportState]);
  };
  const stateOf = async (KeyId: string) => (await describeKey(KeyId)).KeyState;

  it('is imported into each related key, with an expiry and an end of its own', async () => {
    const key = await newPrimary({ Origin: 'EXTERNAL' });
    const early = { KeyId: key.id, ReplicaRegion: ireland };
    expectError(await kit.call(alice, 'ReplicateKey', early), 'KMSInvalidStateException');
    const id = await put(key.in(region), first);
    await replicate(key.id, ireland);
    expect(await stateOf(key.in(ireland))).toBe('PendingImport');
    const ValidTo = new Date(kit.now().getTime() + 10 * 86_400_000);
    expect(await put(key.in(ireland), first, { ValidTo })).toBe(id);
    const blob = await encrypt(key.in(region));
    expect(await decrypt(blob, ireland)).toBe('hello');
    kit.moveDays(10);
    expect(await stateOf(key.in(ireland))).toBe('PendingImport');
    expect(await decrypt(blob, region)).toBe('hello');
    await kit.answer(alice, 'DeleteImportedKeyMaterial', { KeyId: key.in(region) });
    expect(await stateOf(key.in(region))).toBe('PendingImport');
    const other = await parametersFor(kit, key.in(ireland));
    expectError(await importWith(kit, other, second), 'IncorrectKeyMaterialException');
    await put(key.in(ireland), first);
    expect(await decrypt(blob, ireland)).toBe('hello');
    expect(await stateOf(key.in(region))).toBe('PendingImport');
  });

  it('is rotated when every related key has the new one', async () => {
    const key = await newPrimary({ Origin: 'EXTERNAL' });
    await put(key.in(region), first);
    for (const where of [ireland, tokyo]) {
      await replicate(key.id, where);
      await put(key.in(where), first);
    }
    const isNew = { ...forever, ImportType: 'NEW_KEY_MATERIAL' };
    const toReplica = await importWith(
      kit,
      await parametersFor(kit, key.in(ireland)),
      second,
      isNew,
    );
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
    const blob = await encrypt(key.in(tokyo));
    expect(await decrypt(blob, region)).toBe('hello');
    await kit.answer(alice, 'DeleteImportedKeyMaterial', { KeyId: key.in(ireland) });
    expect(await stateOf(key.in(ireland))).toBe('PendingImport');
    expect(await decrypt(blob, tokyo)).toBe('hello');
  });

  it('that waits is deleted everywhere with the primary, and there alone with a replica', async () => {
    const key = await newPrimary({ Origin: 'EXTERNAL' });
    await put(key.in(region), first);
    await replicate(key.id, ireland);
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
  });
});
