// https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html
import { dataKeyConditions, makeDataKeyPair } from '../data-key.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'GenerateDataKeyPairWithoutPlaintext',
  on: 'key',
  usage: 'ENCRYPT_DECRYPT',
  conditionKeys: ({ EncryptionContext, KeyPairSpec }) => ({
    ...dataKeyConditions(EncryptionContext),
    'kms:DataKeyPairSpec': KeyPairSpec,
  }),
  async run({ KeyPairSpec, EncryptionContext }, call) {
    const { plaintext, answer } = await makeDataKeyPair(KeyPairSpec, EncryptionContext, call);
    plaintext.fill(0);
    return answer;
  },
});
