import { expect, it } from 'vitest';
import { alice, bob, createKit, expectError, keyArn, keyId, noKeyArn, noKeyId } from './kit.ts';

it('DescribeKey tells the metadata of a key, and refuses who may not', async () => {
  const kit = createKit();
  const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: keyId });
  expect(KeyMetadata).toMatchObject({ KeyId: keyId, Arn: keyArn, KeyState: 'Enabled' });
  expectError(await kit.call(bob, 'DescribeKey', { KeyId: keyId }), 'AccessDeniedException');
  expectError(
    await kit.call(alice, 'DescribeKey', { KeyId: noKeyId }),
    'NotFoundException',
    `Key '${noKeyArn}' does not exist`,
  );
});
