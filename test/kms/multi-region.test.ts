// Related multi-Region keys: what they share, what each has for itself, and how replicas come and go.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { alice, bob, expectError, type Kit, region } from './kit.ts';
import { createMultiRegionKit } from './multi-region-kit.ts';

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

describe('a replica', () => {
  it('is created in another Region with the same id, and is ready when it is next looked at', async () => {
    const key = await on.newPrimary({
      Description: 'first',
      Tags: [{ TagKey: 'team', TagValue: 'a' }],
    });
    expect(key.id).toMatch(/^mrk-[0-9a-f]{32}$/);
    kit.moveDays(1);
    const { ReplicaKeyMetadata, ReplicaPolicy, ReplicaTags } = await on.replicate(key.id, ireland);
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
    const primary = await on.describeKey(key.in(region));
    expect(primary.MultiRegionConfiguration).toEqual({ ...family, MultiRegionKeyType: 'PRIMARY' });
    expect(await on.describeKey(key.in(ireland))).toMatchObject({
      KeyState: 'Enabled',
      CurrentKeyMaterialId: primary.CurrentKeyMaterialId,
      MultiRegionConfiguration: family,
    });
  });

  it('has its own policy, tags, description, aliases and state', async () => {
    const key = await on.newPrimary();
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: [alice, bob] }, Action: 'kms:*', Resource: '*' },
      ],
    });
    const Tags = [{ TagKey: 'team', TagValue: 'blue' }];
    const replica = await on.replicate(key.id, ireland, { Policy, Tags, Description: 'second' });
    expect(replica).toMatchObject({ ReplicaPolicy: Policy, ReplicaTags: Tags });
    expect(await on.describeKey(key.in(ireland))).toMatchObject({ Description: 'second' });
    const name = { AliasName: 'alias/app' };
    await kit.answer(alice, 'CreateAlias', { ...name, TargetKeyId: key.in(ireland) });
    expect(await on.describeKey(key.in(region))).toMatchObject({ Description: '' });
    const here = await kit.call(alice, 'DescribeKey', { KeyId: 'alias/app' }, { region });
    expectError(here, 'NotFoundException');
    const asBob = (KeyId: string) => kit.call(bob, 'DescribeKey', { KeyId });
    expect((await asBob(key.in(ireland))).error).toBeUndefined();
    expectError(await asBob(key.in(region)), 'AccessDeniedException');
    await kit.answer(alice, 'DisableKey', { KeyId: key.in(region) });
    expect(await on.describeKey(key.in(ireland))).toMatchObject({ KeyState: 'Enabled' });
    const { Tags: none } = await kit.answer(alice, 'ListResourceTags', { KeyId: key.in(region) });
    expect(none).toEqual([]);
  });

  it('decrypts what its relatives encrypted, whichever material they had', async () => {
    const key = await on.newPrimary();
    await on.replicate(key.id, ireland);
    const blobs = [await on.encrypt(key.in(region)), await on.encrypt(key.in(ireland))];
    await kit.answer(alice, 'EnableKeyRotation', {
      KeyId: key.in(region),
      RotationPeriodInDays: 90,
    });
    kit.moveDays(100);
    blobs.push(await on.encrypt(key.in(ireland)));
    await kit.answer(alice, 'RotateKeyOnDemand', { KeyId: key.in(region) });
    blobs.push(await on.encrypt(key.in(ireland)));
    await on.replicate(key.id, tokyo);
    for (const where of [region, ireland, tokyo]) {
      for (const blob of blobs) expect(await on.decrypt(blob, where)).toBe('hello');
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
    const key = await on.newPrimary(input);
    await on.replicate(key.id, ireland);
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
    const key = await on.newPrimary();
    await on.replicate(key.id, ireland);
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
      expect(await on.describeKey(key.in(where))).toMatchObject(expected);
    }
    kit.moveDays(90);
    const { Rotations } = await kit.answer(alice, 'ListKeyRotations', { KeyId: key.in(region) });
    expect(Rotations).toHaveLength(1);
    await kit.answer(alice, 'DisableKeyRotation', { KeyId: key.in(ireland) });
    await on.replicate(key.in(ireland), tokyo);
    const here = { KeyId: key.in(region), ReplicaRegion: 'us-west-2' };
    const message = `${key.in(region)} is not a multi-region primary key.`;
    const refused = await kit.call(alice, 'ReplicateKey', here);
    expectError(refused, 'UnsupportedOperationException', message);
    expect(await on.decrypt(await on.encrypt(key.in(tokyo)), region)).toBe('hello');
  });
});

describe('deletion', () => {
  it('of a primary waits for its replicas, then takes its own window', async () => {
    const key = await on.newPrimary();
    await on.replicate(key.id, ireland);
    await on.replicate(key.id, tokyo);
    const schedule = (where: string, PendingWindowInDays: number) =>
      kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: key.in(where), PendingWindowInDays });
    expect(await schedule(region, 10)).toMatchObject({ KeyState: 'PendingReplicaDeletion' });
    expect(await on.describeKey(key.in(region))).toMatchObject({ PendingDeletionWindowInDays: 10 });
    await schedule(ireland, 7);
    await schedule(tokyo, 20);
    kit.moveDays(8);
    const gone = await kit.call(alice, 'DescribeKey', { KeyId: key.in(ireland) });
    expectError(gone, 'NotFoundException', `Key '${key.in(ireland)}' does not exist`);
    expect(await on.describeKey(key.in(region))).toMatchObject({
      KeyState: 'PendingReplicaDeletion',
    });
    const end = new Date(kit.now().getTime() + (12 + 10) * 86_400_000);
    kit.moveDays(13);
    // Only the primary is looked at: it knows that its last replica is gone since a day.
    const waiting = { KeyState: 'PendingDeletion', DeletionDate: end };
    expect(await on.describeKey(key.in(region))).toMatchObject(waiting);
    kit.moveDays(9);
    expectError(
      await kit.call(alice, 'DescribeKey', { KeyId: key.in(region) }),
      'NotFoundException',
    );
  });

  it('of a primary begins when its last replica is gone, even if nobody looked meanwhile', async () => {
    const key = await on.newPrimary();
    await on.replicate(key.id, ireland);
    await on.replicate(key.id, tokyo);
    for (const [where, PendingWindowInDays] of [
      [region, 10],
      [tokyo, 20],
      [ireland, 7],
    ] as const) {
      const window = { KeyId: key.in(where), PendingWindowInDays };
      await kit.answer(alice, 'ScheduleKeyDeletion', window);
    }
    const DeletionDate = new Date(kit.now().getTime() + 30 * 86_400_000);
    kit.moveDays(29);
    const waiting = { KeyState: 'PendingDeletion', DeletionDate };
    expect(await on.describeKey(key.in(region))).toMatchObject(waiting);
    kit.moveDays(1);
    const gone = await kit.call(alice, 'DescribeKey', { KeyId: key.in(region) });
    expectError(gone, 'NotFoundException');
  });

  it('of a replica leaves the others, and its Region can have another one', async () => {
    const key = await on.newPrimary();
    await on.replicate(key.id, ireland);
    const blob = await on.encrypt(key.in(ireland));
    await kit.answer(alice, 'ScheduleKeyDeletion', {
      KeyId: key.in(ireland),
      PendingWindowInDays: 7,
    });
    const again = { KeyId: key.id, ReplicaRegion: ireland };
    expectError(await kit.call(alice, 'ReplicateKey', again), 'AlreadyExistsException');
    kit.moveDays(7);
    await on.replicate(key.id, ireland);
    expect(await on.decrypt(blob, ireland)).toBe('hello');
    expect(await on.decrypt(blob, region)).toBe('hello');
  });
});
