// A changed ciphertext opens to another secret, not to an error: only a wrong length is one.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html
import { decapsulate } from '../../crypto/ml-kem.ts';
import { invalidCiphertext } from '../encryption.ts';
import { pairOf } from '../materials.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'Decapsulate',
  on: 'key',
  usage: 'ENCAPSULATE_DECAPSULATE',
  async run({ SharedSecretCiphertextBlob, EncapsulationAlgorithm }, { key, workers, random }) {
    const pair = await pairOf(key, workers, random);
    const SharedSecret = await decapsulate(pair, SharedSecretCiphertextBlob, workers);
    if (!SharedSecret) throw invalidCiphertext();
    return { KeyId: key.view.arn, SharedSecret, EncapsulationAlgorithm };
  },
});
