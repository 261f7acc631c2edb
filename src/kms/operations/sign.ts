// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
import { pairOf } from '../materials.ts';
import { operation } from '../operation.ts';
import { signingConditions, signingRow } from '../signing.ts';

export default operation({
  name: 'Sign',
  on: 'key',
  usage: 'SIGN_VERIFY',
  conditionKeys: signingConditions,
  async run(input, { key, workers, random }) {
    const { Message, MessageType = 'RAW', SigningAlgorithm } = input;
    const row = signingRow(key, input);
    const pair = await pairOf(key, workers, random);
    const Signature = await row.sign(pair, MessageType, Message, workers, random);
    return { KeyId: key.view.arn, Signature, SigningAlgorithm };
  },
});
