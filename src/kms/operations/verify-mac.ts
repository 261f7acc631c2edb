// https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html
import { macAlgorithms } from '../../crypto/mac.ts';
import { checkAlgorithm } from '../encryption.ts';
import { KmsError } from '../errors.ts';
import { currentMaterial } from '../key.ts';
import { secretOf } from '../materials.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'VerifyMac',
  on: 'key',
  usage: 'GENERATE_VERIFY_MAC',
  conditionKeys: ({ MacAlgorithm }) => ({ 'kms:MacAlgorithm': MacAlgorithm }),
  run({ Message, Mac, MacAlgorithm }, { key }) {
    checkAlgorithm(key, MacAlgorithm);
    const secret = secretOf(key, currentMaterial(key));
    if (!macAlgorithms[MacAlgorithm].verify(secret, Message, Mac)) {
      throw new KmsError('KMSInvalidMacException');
    }
    return { KeyId: key.view.arn, MacValid: true, MacAlgorithm };
  },
});
