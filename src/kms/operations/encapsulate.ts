// https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html
import { encapsulate } from '../../crypto/ml-kem.ts';
import { pairOf } from '../materials.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'Encapsulate',
  on: 'key',
  usage: 'ENCAPSULATE_DECAPSULATE',
  async run({ EncapsulationAlgorithm }, { key, workers, random }) {
    const { publicKey } = await pairOf(key, workers, random);
    const { ciphertext, sharedSecret } = (await encapsulate(publicKey, workers, random))!;
    return {
      KeyId: key.view.arn,
      SharedSecret: sharedSecret,
      SharedSecretCiphertextBlob: ciphertext,
      EncapsulationAlgorithm,
    };
  },
});
