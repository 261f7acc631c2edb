// https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
import { checkSize, dataKeyConditions, makeDataKey } from '../data-key.ts';
import { operation } from '../operation.ts';
import { answerFor, attestationConditions } from '../recipient.ts';

export default operation({
  name: 'GenerateDataKey',
  on: 'key',
  usage: 'ENCRYPT_DECRYPT',
  check: checkSize,
  conditionKeys: ({ EncryptionContext, Recipient }) => ({
    ...dataKeyConditions(EncryptionContext),
    ...attestationConditions(Recipient),
  }),
  run(input, call) {
    const { plaintext, ...answer } = makeDataKey(input, input.EncryptionContext, call);
    return { ...answer, ...answerFor(input.Recipient, 'Plaintext', plaintext, call) };
  },
});
