// https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html
import { KmsError, notModelled } from '../errors.ts';
import { operation } from '../operation.ts';
import { answerFor, attestationConditions } from '../recipient.ts';

export default operation({
  name: 'GenerateRandom',
  on: 'account',
  check({ NumberOfBytes, CustomKeyStoreId }) {
    if (CustomKeyStoreId !== undefined) throw notModelled('custom key stores');
    if (NumberOfBytes !== undefined) return;
    throw new KmsError('ValidationException', 'NumberOfBytes is required.');
  },
  conditionKeys: ({ Recipient }) => attestationConditions(Recipient),
  run: ({ NumberOfBytes = 32, Recipient }, call) =>
    answerFor(Recipient, 'Plaintext', call.random(NumberOfBytes), call),
});
