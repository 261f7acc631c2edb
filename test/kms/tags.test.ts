// Tags of keys: what they may be, how policies see them, and keys that try to be more than texts.
import { describe, expect, it } from 'vitest';
import { alice, bob, createKit, expectError, expectErrors, keyId, worldText } from './kit.ts';

const tags = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

describe('tags', () => {
  it('are added, replaced, listed and taken away', async () => {
    const kit = createKit();
    const KeyId = keyId;
    const list = async () => (await kit.answer(alice, 'ListResourceTags', { KeyId })).Tags;
    expect(await list()).toEqual([]);
    await kit.answer(alice, 'TagResource', { KeyId, Tags: tags({ team: 'blue', stage: 'test' }) });
    await kit.answer(alice, 'TagResource', { KeyId, Tags: tags({ stage: 'prod', Team: '' }) });
    expect(await list()).toEqual(tags({ Team: '', stage: 'prod', team: 'blue' }));
    await kit.answer(alice, 'UntagResource', { KeyId, TagKeys: ['team', 'of nobody'] });
    await kit.answer(alice, 'UntagResource', { KeyId, TagKeys: [] });
    expect(await list()).toEqual(tags({ Team: '', stage: 'prod' }));
  });

  it('come page by page, and a changed marker is refused', async () => {
    const kit = createKit();
    const all = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`tag-${at}`, `${at}`]));
    await kit.answer(alice, 'TagResource', { KeyId: keyId, Tags: tags(all) });
    const seen: string[] = [];
    let page = await kit.answer(alice, 'ListResourceTags', { KeyId: keyId, Limit: 7 });
    for (;;) {
      seen.push(...page.Tags!.map(({ TagKey }) => TagKey));
      const { NextMarker: Marker } = page;
      if (Marker === undefined) break;
      for (const changed of [`${Marker}A`, Marker.slice(1), `${Marker.slice(0, -1)}~`]) {
        expectError(
          await kit.call(alice, 'ListResourceTags', { KeyId: keyId, Marker: changed }),
          'InvalidMarkerException',
        );
      }
      expectError(await kit.call(alice, 'ListKeys', { Marker }), 'InvalidMarkerException');
      page = await kit.answer(alice, 'ListResourceTags', { KeyId: keyId, Limit: 7, Marker });
    }
    expect(seen).toEqual(Object.keys(all).sort());
  });

  it('may be called __proto__', async () => {
    const kit = createKit();
    const Tags = tags({ ['__proto__']: 'a', constructor: 'b', toString: 'c' });
    expect(Tags).toHaveLength(3);
    await kit.answer(alice, 'TagResource', { KeyId: keyId, Tags });
    const { Tags: listed } = await kit.answer(alice, 'ListResourceTags', { KeyId: keyId });
    expect(listed).toEqual(Tags);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
    await kit.answer(alice, 'UntagResource', { KeyId: keyId, TagKeys: ['__proto__'] });
    const left = await kit.answer(alice, 'ListResourceTags', { KeyId: keyId });
    expect(left.Tags).toEqual(Tags.slice(1));
  });
});

it('errors of tags', async () => {
  const kit = createKit();
  const tag = (Tags: readonly object[]) => ({ KeyId: keyId, Tags });
  const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`tag-${at}`, '']));
  const row = (title: string, Tags: readonly object[], message: string) => ({
    title,
    operation: 'TagResource' as const,
    parameters: tag(Tags),
    name: 'TagException',
    message,
  });
  const reserved = 'Tags beginning with aws: are reserved';
  await expectErrors(kit, [
    row('twice', [...tags({ a: '1' }), ...tags({ a: '1' })], 'Duplicate tag keys'),
    row('reserved', tags({ 'aws:a': '1' }), reserved),
    row('reserved in any case', tags({ 'AWS:a': '1' }), reserved),
    row('51 at once', tags({ ...fifty, more: '' }), 'Too many tags'),
    {
      title: 'reserved keys are not taken away',
      operation: 'UntagResource',
      parameters: { KeyId: keyId, TagKeys: ['aws:a'] },
      name: 'TagException',
      message: reserved,
    },
    {
      title: 'too long',
      operation: 'TagResource',
      parameters: tag([{ TagKey: 'k'.repeat(129), TagValue: 'v'.repeat(257) }]),
      name: 'ValidationException',
      message: /^2 validation errors detected: .*'tags\.1\.member\.tagKey'.*128.*256/,
    },
  ]);
  await kit.answer(alice, 'TagResource', tag(tags(fifty)));
  await kit.answer(alice, 'TagResource', tag(tags({ 'tag-7': 'new' })));
  expectError(await kit.call(alice, 'TagResource', tag(tags({ more: '' }))), 'TagException');
  await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: keyId });
  for (const call of [
    kit.call(alice, 'TagResource', tag(tags({ 'tag-7': '' }))),
    kit.call(alice, 'UntagResource', { KeyId: keyId, TagKeys: ['tag-7'] }),
  ]) {
    expectError(await call, 'KMSInvalidStateException');
  }
  expect((await kit.answer(alice, 'ListResourceTags', { KeyId: keyId })).Tags).toHaveLength(50);
});

it('policies see the tags and the keys of a request, and those of the key afterwards', async () => {
  const kit = createKit(
    worldText(`
      - id: ${keyId}
        policy:
          Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Principal: { AWS: '${bob}' }
              Action: kms:TagResource
              Resource: '*'
              Condition:
                StringEquals: { 'aws:RequestTag/team': blue }
                ForAllValues:StringEquals: { 'aws:TagKeys': [team, Team] }
            - Effect: Allow
              Principal: { AWS: '${bob}' }
              Action: kms:UntagResource
              Resource: '*'
              Condition: { ForAllValues:StringEquals: { 'aws:TagKeys': [stage] } }
            - Effect: Allow
              Principal: { AWS: '${bob}' }
              Action: kms:DescribeKey
              Resource: '*'
              Condition: { StringEquals: { 'aws:ResourceTag/team': blue } }`),
  );
  const allowed = async (operation: 'TagResource' | 'UntagResource' | 'DescribeKey', more = {}) =>
    (await kit.call(bob, operation, { KeyId: keyId, ...more })).allowed;
  expect(await allowed('DescribeKey')).toBe(false);
  expect(await allowed('TagResource', { Tags: tags({ team: 'red' }) })).toBe(false);
  expect(await allowed('TagResource', { Tags: tags({ team: 'blue', stage: 'x' }) })).toBe(false);
  // Keys of tags differ by case, names of condition keys do not: the first counts.
  expect(await allowed('TagResource', { Tags: tags({ team: 'blue', Team: 'red' }) })).toBe(true);
  expect(await allowed('DescribeKey')).toBe(true);
  expect(await allowed('UntagResource', { TagKeys: ['team'] })).toBe(false);
  expect(await allowed('UntagResource', { TagKeys: ['stage'] })).toBe(true);
});
