// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
import { checkCiphertext, ciphertextAccess } from '../ciphertext-access.ts';
import { decryptWith } from '../encryption.ts';
import { contextKeys } from '../encryption-context.ts';
import { onceMade } from '../once-made.ts';
import { operation } from '../operation.ts';
import { answerFor, attestationConditions } from '../recipient.ts';

export default operation({
  name: 'Decrypt',
  usage: 'ENCRYPT_DECRYPT',
  check: checkCiphertext,
  access({ EncryptionAlgorithm = 'SYMMETRIC_DEFAULT', EncryptionContext, ...input }, find) {
    const conditionKeys = {
      'kms:EncryptionAlgorithm': EncryptionAlgorithm,
      ...contextKeys(EncryptionContext),
      ...attestationConditions(input.Recipient),
    };
    const named = { keyId: input.KeyId, blob: input.CiphertextBlob };
    return [ciphertextAccess('Decrypt', named, EncryptionAlgorithm, conditionKeys, find)];
  },
  trail: ({ EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' }) => ({
    encryptionAlgorithm: EncryptionAlgorithm,
  }),
  run(input, call) {
    const { CiphertextBlob: blob, EncryptionContext, Recipient } = input;
    const { EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' } = input;
    const { key } = call;
    const KeyId = key.view.arn;
    // A dry run may leave the ciphertext out, and ends here.
    if (!blob) return call.commit() ?? {};
    const opened = decryptWith(key, EncryptionAlgorithm, blob, EncryptionContext, call);
    return onceMade(opened, ({ bytes, ...material }) => {
      const answer = answerFor(Recipient, 'Plaintext', bytes, call);
      return { KeyId, EncryptionAlgorithm, ...answer, ...material };
    });
  },
});
