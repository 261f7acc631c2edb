// https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html

import { encryptWith } from '../encryption.ts';
import { contextKeys } from '../encryption-context.ts';
import { onceMade } from '../once-made.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'Encrypt',
  on: 'key',
  usage: 'ENCRYPT_DECRYPT',
  conditionKeys: ({ EncryptionContext, EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' }) => ({
    'kms:EncryptionAlgorithm': EncryptionAlgorithm,
    ...contextKeys(EncryptionContext),
  }),
  trail: ({ EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' }) => ({
    encryptionAlgorithm: EncryptionAlgorithm,
  }),
  run({ Plaintext, EncryptionContext, EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' }, call) {
    const { key } = call;
    const made = encryptWith(key, EncryptionAlgorithm, Plaintext, EncryptionContext, call);
    const KeyId = key.view.arn;
    return onceMade(made, ({ bytes }) => ({ CiphertextBlob: bytes, KeyId, EncryptionAlgorithm }));
  },
});
