// What is said to somebody who may not tag a new key: the key has no id yet that a policy could name.
import { expect, it } from 'vitest';
import { alice, bob, createKit, home, region } from './kit.ts';

it('a fix for the tags of a new key names no key that does not exist', async () => {
  const creates = `{ Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'kms:CreateKey', Resource: '*' }] }`;
  const kit = createKit(`
region: ${region}
accounts:
  '${home}':
    users:
      alice: {}
      bob: { policies: [{ name: creates, document: ${creates} }] }
`);
  const Tags = [{ TagKey: 'Project', TagValue: 'apollo' }];
  const { explanations } = await kit.call(bob, 'CreateKey', { Tags });
  const explanation = explanations.at(-1)!;
  expect(explanation.headline).toMatch(
    /may not kms:TagResource a new key in account 111122223333,/,
  );
  expect(explanation.fixes.map(({ title }) => title)).toEqual([
    'Allow kms:TagResource on new keys in identity policy `creates`',
  ]);
  const [fix] = explanation.fixes;
  expect(JSON.stringify(fix)).toContain(`arn:aws:kms:${region}:${home}:key/*`);
  expect(fix!.opens).toContain('also holds for the keys that are there');
  // Who may not even create keys is told so, without a key.
  const denied = await kit.call(alice, 'CreateKey', { Tags });
  expect(denied.explanations.at(-1)!.headline).toMatch(/may not kms:CreateKey, because/);
});
