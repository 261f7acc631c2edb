// https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html
import { checkSize, dataKeyConditions, makeDataKey } from '../data-key.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'GenerateDataKeyWithoutPlaintext',
  on: 'key',
  usage: 'ENCRYPT_DECRYPT',
  check: checkSize,
  conditionKeys: ({ EncryptionContext }) => dataKeyConditions(EncryptionContext),
  run(input, call) {
    const { plaintext, ...answer } = makeDataKey(input, input.EncryptionContext, call);
    plaintext.fill(0);
    return answer;
  },
});
