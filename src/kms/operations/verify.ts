// https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html
import { KmsError } from '../errors.ts';
import { pairOf } from '../materials.ts';
import { operation } from '../operation.ts';
import { signingConditions, signingRow } from '../signing.ts';

export default operation({
  name: 'Verify',
  on: 'key',
  usage: 'SIGN_VERIFY',
  conditionKeys: signingConditions,
  async run(input, { key, workers, random }) {
    const { Message, MessageType = 'RAW', Signature, SigningAlgorithm } = input;
    const row = signingRow(key, input);
    const { publicKey } = await pairOf(key, workers, random);
    const right = await row.verify(publicKey, MessageType, Message, Signature, workers);
    if (!right) throw new KmsError('KMSInvalidSignatureException');
    return { KeyId: key.view.arn, SignatureValid: true, SigningAlgorithm };
  },
});
