// https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html
import { type MacAlgorithm, macAlgorithms } from '../../crypto/mac.ts';
import { checkAlgorithm } from '../encryption.ts';
import { currentMaterial } from '../key.ts';
import { secretOf } from '../materials.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'GenerateMac',
  on: 'key',
  usage: 'GENERATE_VERIFY_MAC',
  conditionKeys: ({ MacAlgorithm }) => ({ 'kms:MacAlgorithm': MacAlgorithm }),
  run({ Message, MacAlgorithm }, { key }) {
    checkAlgorithm(key, MacAlgorithm);
    const secret = secretOf(key, currentMaterial(key));
    const Mac = macAlgorithms[MacAlgorithm satisfies MacAlgorithm].mac(secret, Message);
    return { Mac, MacAlgorithm, KeyId: key.view.arn };
  },
});
