// https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html
import { dataKeyConditions, makeDataKeyPair } from '../data-key.ts';
import { operation } from '../operation.ts';
import { answerFor, attestationConditions } from '../recipient.ts';

export default operation({
  name: 'GenerateDataKeyPair',
  on: 'key',
  usage: 'ENCRYPT_DECRYPT',
  conditionKeys: ({ EncryptionContext, KeyPairSpec, Recipient }) => ({
    ...dataKeyConditions(EncryptionContext),
    'kms:DataKeyPairSpec': KeyPairSpec,
    ...attestationConditions(Recipient),
  }),
  async run({ KeyPairSpec, EncryptionContext, Recipient }, call) {
    const { plaintext, answer } = await makeDataKeyPair(KeyPairSpec, EncryptionContext, call);
    return { ...answer, ...answerFor(Recipient, 'PrivateKeyPlaintext', plaintext, call) };
  },
});
