import { describe, expect, it } from 'vitest';
import {
  findGrantOperation,
  type GrantOperation,
  grantOperations,
  type KeyUsage,
} from '../../src/catalog/grant-operations.ts';
import { findKmsAction } from '../../src/catalog/kms-actions.ts';

const everyKey = 'CreateGrant RetireGrant DescribeKey';
const crypting = 'Encrypt Decrypt ReEncryptFrom ReEncryptTo';

// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
const table: readonly [KeyUsage, 'symmetric' | 'asymmetric', string][] = [
  [
    'ENCRYPT_DECRYPT',
    'symmetric',
    `${crypting} GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext`,
  ],
  ['ENCRYPT_DECRYPT', 'asymmetric', `${crypting} GetPublicKey`],
  ['SIGN_VERIFY', 'asymmetric', 'Sign Verify GetPublicKey'],
  ['GENERATE_VERIFY_MAC', 'symmetric', 'GenerateMac VerifyMac'],
  ['KEY_AGREEMENT', 'asymmetric', 'DeriveSharedSecret GetPublicKey'],
  ['ENCAPSULATE_DECAPSULATE', 'asymmetric', 'Encapsulate Decapsulate GetPublicKey'],
];

describe('the operations of grants', () => {
  it.each(table)('for a key of %s, %s', (usage, kind, names) => {
    const works = ({ usages, keys }: GrantOperation) =>
      usages.includes(usage) && (keys === 'any' || keys === kind);
    const found = grantOperations.filter(works).map((row) => row.name);
    expect([...found].sort()).toEqual(`${names} ${everyKey}`.split(' ').sort());
  });

  it('are 19 actions that work across accounts', () => {
    expect(grantOperations).toHaveLength(19);
    for (const { name } of grantOperations) expect(findKmsAction(name)?.crossAccount).toBe(true);
  });

  it('are found by their exact name', () => {
    expect(findGrantOperation('Decrypt')?.name).toBe('Decrypt');
    expect(findGrantOperation('decrypt')).toBeUndefined();
    expect(findGrantOperation('PutKeyPolicy')).toBeUndefined();
  });
});
