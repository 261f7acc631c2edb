// The life of a key: listed, described, enabled and disabled, scheduled for deletion, deleted.
import { describe, expect, it } from 'vitest';
import {
  alice,
  beginning,
  bob,
  carol,
  createKit,
  type ErrorRow,
  expectError,
  expectErrors,
  home,
  keyArn,
  keyId,
  noKeyArn,
  noKeyId,
  other,
  worldText,
} from './kit.ts';

const otherKey = '2345bcde-23bc-45de-6701-234567890abc';
const dayMs = 86_400_000;

describe('ListKeys', () => {
  it('lists the keys of the account and Region of the call, page by page', async () => {
    const kit = createKit(worldText(`[{ id: ${keyId} }]`, `[{ id: ${otherKey} }]`));
    for (let at = 0; at < 4; at++) await kit.answer(alice, 'CreateKey');
    await kit.answer(alice, 'CreateKey', {}, { region: 'eu-west-1' });
    const ids: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await kit.answer(alice, 'ListKeys', { Limit: 2, ...(Marker ? { Marker } : {}) });
      ids.push(...page.Keys!.map(({ KeyId }) => KeyId!));
      expect(page.Truncated).toBe(page.NextMarker !== undefined);
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toContain(keyId);
    expect((await kit.answer(carol, 'ListKeys')).Keys).toEqual([
      { KeyId: otherKey, KeyArn: `arn:aws:kms:us-east-1:${other}:key/${otherKey}` },
    ]);
    expect((await kit.answer(alice, 'ListKeys', {}, { region: 'eu-west-1' })).Keys).toHaveLength(1);
  });

  it('needs an identity policy', async () => {
    expectError(await createKit().call(bob, 'ListKeys'), 'AccessDeniedException');
  });
});

describe('EnableKey and DisableKey', () => {
  it('change the state, and may be repeated', async () => {
    const kit = createKit();
    for (const [operation, state] of [
      ['DisableKey', 'Disabled'],
      ['DisableKey', 'Disabled'],
      ['EnableKey', 'Enabled'],
      ['EnableKey', 'Enabled'],
    ] as const) {
      await kit.answer(alice, operation, { KeyId: keyArn });
      const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
      expect(KeyMetadata).toMatchObject({ KeyState: state, Enabled: state === 'Enabled' });
    }
  });

  it('leave the state of a key whose key store is not connected', async () => {
    const kit = createKit(worldText(`[{ id: ${keyId}, state: Unavailable }]`));
    await kit.answer(alice, 'DisableKey', { KeyId: keyId });
    await kit.answer(alice, 'EnableKey', { KeyId: keyId });
    const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
    expect(KeyMetadata!.KeyState).toBe('Unavailable');
  });
});

describe('ScheduleKeyDeletion and CancelKeyDeletion', () => {
  it.each([
    [undefined, 30],
    [7, 7],
    [30, 30],
  ])('a window of %s days ends after %i', async (PendingWindowInDays, days) => {
    const kit = createKit();
    const parameters = { KeyId: keyId, ...(PendingWindowInDays ? { PendingWindowInDays } : {}) };
    const DeletionDate = new Date(beginning.getTime() + days * dayMs);
    expect(await kit.answer(alice, 'ScheduleKeyDeletion', parameters)).toEqual({
      KeyId: keyArn,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: days,
      DeletionDate,
    });
    const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
    expect(KeyMetadata).toMatchObject({
      Enabled: false,
      KeyState: 'PendingDeletion',
      DeletionDate,
    });
    kit.moveDays(days - 0.001);
    await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
    kit.moveDays(0.002);
    expectError(
      await kit.call(alice, 'DescribeKey', { KeyId: keyId }),
      'NotFoundException',
      `Key '${keyArn}' does not exist`,
    );
  });

  it('canceling leaves the key disabled, with no date', async () => {
    const kit = createKit();
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: keyId });
    expect(await kit.answer(alice, 'CancelKeyDeletion', { KeyId: keyId })).toEqual({
      KeyId: keyArn,
    });
    kit.moveDays(31);
    const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
    expect(KeyMetadata).toMatchObject({ KeyState: 'Disabled' });
    expect(KeyMetadata).not.toHaveProperty('DeletionDate');
  });

  it('an imported key without its material waits for it after canceling', async () => {
    const kit = createKit();
    const { KeyMetadata } = await kit.answer(alice, 'CreateKey', { Origin: 'EXTERNAL' });
    const { KeyId } = KeyMetadata!;
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId });
    await kit.answer(alice, 'CancelKeyDeletion', { KeyId });
    const after = await kit.answer(alice, 'DescribeKey', { KeyId });
    expect(after.KeyMetadata!.KeyState).toBe('PendingImport');
  });

  it('a primary key waits for its replicas, then for its own window', async () => {
    const mrk = 'mrk-1234abcd12ab34cd56ef1234567890ab';
    const kit = createKit(
      worldText(`
      - { id: ${mrk}, region: us-east-1, multiRegion: true, multiRegionKeyType: PRIMARY }
      - { id: ${mrk}, region: eu-west-1, multiRegion: true, multiRegionKeyType: REPLICA }`),
    );
    const primary = `arn:aws:kms:us-east-1:${home}:key/${mrk}`;
    const replica = `arn:aws:kms:eu-west-1:${home}:key/${mrk}`;
    const window = { PendingWindowInDays: 10 };
    expect(await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: primary, ...window })).toEqual({
      KeyId: primary,
      KeyState: 'PendingReplicaDeletion',
      PendingWindowInDays: 10,
    });
    const waiting = await kit.answer(alice, 'DescribeKey', { KeyId: primary });
    expect(waiting.KeyMetadata).toMatchObject({ PendingDeletionWindowInDays: 10 });
    expect(waiting.KeyMetadata).not.toHaveProperty('DeletionDate');
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: replica, PendingWindowInDays: 7 });
    kit.moveDays(8);
    const released = await kit.answer(alice, 'DescribeKey', { KeyId: primary });
    expect(released.KeyMetadata).toMatchObject({
      KeyState: 'PendingDeletion',
      DeletionDate: new Date(beginning.getTime() + 17 * dayMs),
    });
    kit.moveDays(10);
    expectError(await kit.call(alice, 'DescribeKey', { KeyId: primary }), 'NotFoundException');
  });

  it('policies see the window and the days without use', async () => {
    const kit = createKit(
      worldText(`
      - id: ${keyId}
        policy:
          Version: '2012-10-17'
          Statement:
            - { Sid: Use, Effect: Allow, Principal: { AWS: '${bob}' }, Action: 'kms:Encrypt', Resource: '*' }
            - Sid: Delete
              Effect: Allow
              Principal: { AWS: '${bob}' }
              Action: kms:ScheduleKeyDeletion
              Resource: '*'
              Condition:
                NumericGreaterThanEquals:
                  kms:ScheduleKeyDeletionPendingWindowInDays: 20
                  kms:TrailingDaysWithoutKeyUsage: 90`),
    );
    const schedule = (days?: number) =>
      kit.call(bob, 'ScheduleKeyDeletion', {
        KeyId: keyId,
        ...(days ? { PendingWindowInDays: days } : {}),
      });
    kit.moveDays(50);
    await kit.answer(bob, 'Encrypt', { KeyId: keyId, Plaintext: Buffer.from('hello') });
    kit.moveDays(89.9);
    expectError(await schedule(), 'AccessDeniedException');
    kit.moveDays(0.1);
    expectError(await schedule(19), 'AccessDeniedException');
    expect((await schedule()).error).toBeUndefined();
  });
});

describe('UpdateKeyDescription', () => {
  it('replaces the description', async () => {
    const kit = createKit();
    for (const Description of ['of orders', '']) {
      await kit.answer(alice, 'UpdateKeyDescription', { KeyId: keyId, Description });
      const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
      expect(KeyMetadata!.Description).toBe(Description);
    }
  });
});

describe('GetKeyLastUsage', () => {
  it('tells the last cryptographic use and its ids', async () => {
    const kit = createKit();
    const never = { KeyId: keyArn, TrackingStartDate: beginning, KeyCreationDate: beginning };
    expect(await kit.answer(alice, 'GetKeyLastUsage', { KeyId: keyId })).toEqual({
      ...never,
      KeyLastUsage: {},
    });
    kit.moveDays(3);
    const { event } = await kit.call(alice, 'Encrypt', {
      KeyId: keyId,
      Plaintext: Buffer.from('x'),
    });
    await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
    expect(await kit.answer(alice, 'GetKeyLastUsage', { KeyId: keyId })).toEqual({
      ...never,
      KeyLastUsage: {
        Operation: 'Encrypt',
        Timestamp: kit.now(),
        CloudTrailEventId: event.eventID,
        KmsRequestId: event.requestID,
      },
    });
  });
});

describe('the errors of the operations on a key', () => {
  const operations = [
    ['EnableKey', {}],
    ['DisableKey', {}],
    ['ScheduleKeyDeletion', {}],
    ['CancelKeyDeletion', {}],
    ['UpdateKeyDescription', { Description: 'of orders' }],
    ['GetKeyLastUsage', {}],
    ['TagResource', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }],
    ['UntagResource', { TagKeys: ['a'] }],
    ['ListResourceTags', {}],
    ['GetKeyPolicy', {}],
    ['PutKeyPolicy', { Policy: '{}' }],
    ['ListKeyPolicies', {}],
    ['CreateGrant', { GranteePrincipal: bob, Operations: ['Decrypt'] }],
    ['ListGrants', {}],
    ['RevokeGrant', { GrantId: 'a' }],
  ] as const;

  it.each(operations)('%s', async (operation, parameters) => {
    const kit = createKit(worldText(`[{ id: ${keyId}, aliases: [alias/app] }]`));
    const row = (KeyId: string, name: string, message?: string | RegExp): ErrorRow => ({
      title: KeyId,
      operation,
      parameters: { KeyId, ...parameters },
      name,
      ...(message === undefined ? {} : { message }),
    });
    const aliases = 'Key Aliases are not supported for this operation.';
    await expectErrors(kit, [
      row('alias/app', 'InvalidArnException', aliases),
      row(`arn:aws:kms:us-east-1:${home}:alias/app`, 'InvalidArnException', aliases),
      row(noKeyId, 'NotFoundException', `Key '${noKeyArn}' does not exist`),
      row('nonsense', 'NotFoundException', "Invalid keyId 'nonsense'"),
      row('', 'ValidationException', /^2 validation errors detected: Value '' at 'keyId'/),
      { ...row(keyId, 'AccessDeniedException', /is not authorized to perform: kms:/), as: bob },
      { ...row(keyArn, 'AccessDeniedException'), as: carol },
    ]);
  });
});

it('refuses windows outside 7 to 30 days, and what the state does not allow', async () => {
  const kit = createKit();
  const schedule = (PendingWindowInDays: number) => ({ KeyId: keyId, PendingWindowInDays });
  await expectErrors(kit, [
    ...[1, 6, 31, 365].map((days) => ({
      title: `${days} days`,
      operation: 'ScheduleKeyDeletion' as const,
      parameters: schedule(days),
      name: 'ValidationException',
      message: 'PendingWindowInDays must be between 7 and 30.',
    })),
    {
      title: 'more than the model allows',
      operation: 'ScheduleKeyDeletion',
      parameters: schedule(366),
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '366' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value less than or equal to 365",
    },
    {
      title: 'nothing to cancel',
      operation: 'CancelKeyDeletion',
      parameters: { KeyId: keyId },
      name: 'KMSInvalidStateException',
      message: `${keyArn} is not pending deletion.`,
    },
  ]);
  await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: keyId });
  for (const operation of ['EnableKey', 'DisableKey', 'ScheduleKeyDeletion'] as const) {
    expectError(
      await kit.call(alice, operation, { KeyId: keyId }),
      'KMSInvalidStateException',
      `${keyArn} is pending deletion.`,
    );
  }
});
