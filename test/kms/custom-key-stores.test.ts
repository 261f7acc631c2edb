// Custom key stores are not modelled: there are none, and what would make one says so.
import { expect, it } from 'vitest';
import { alice, bob, createKit, expectError } from './kit.ts';

it.each([
  ['CreateCustomKeyStore', { CustomKeyStoreName: 'store' }],
  ['ConnectCustomKeyStore', { CustomKeyStoreId: 'cks-1' }],
  ['DisconnectCustomKeyStore', { CustomKeyStoreId: 'cks-1' }],
  ['UpdateCustomKeyStore', { CustomKeyStoreId: 'cks-1' }],
  ['DeleteCustomKeyStore', { CustomKeyStoreId: 'cks-1' }],
] as const)('%s', async (operation, parameters) => {
  const kit = createKit();
  const outcome = await kit.call(alice, operation, parameters);
  expectError(outcome, 'UnsupportedOperationException', '');
  expect(outcome.error!.note).toBe(
    'Keyward does not model custom key stores; AWS KMS may support it',
  );
  expectError(await kit.call(bob, operation, parameters), 'AccessDeniedException');
  expectError(await kit.call(alice, operation), 'ValidationException');
});

it('DescribeCustomKeyStores lists none, and finds none', async () => {
  const kit = createKit();
  expect(await kit.answer(alice, 'DescribeCustomKeyStores')).toEqual({
    CustomKeyStores: [],
    Truncated: false,
  });
  for (const parameters of [{ CustomKeyStoreId: 'cks-1' }, { CustomKeyStoreName: 'store' }]) {
    expectError(
      await kit.call(alice, 'DescribeCustomKeyStores', parameters),
      'CustomKeyStoreNotFoundException',
    );
  }
  expectError(
    await kit.call(alice, 'DescribeCustomKeyStores', { Marker: 'x' }),
    'InvalidMarkerException',
  );
  expectError(await kit.call(bob, 'DescribeCustomKeyStores'), 'AccessDeniedException');
});
