// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
import type { CustomerMasterKeySpec, KeySpec, KeyUsageType } from '../api-types.generated.ts';
import { KmsError } from '../errors.ts';
import { pairOf } from '../materials.ts';
import { algorithmsOf } from '../metadata.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'GetPublicKey',
  on: 'key',
  async run(_, { key, workers, random }) {
    if (!('pair' in key.family.spec.material)) throw new KmsError('UnsupportedOperationException');
    const { publicKey } = await pairOf(key, workers, random);
    const { MacAlgorithms: _none, ...algorithms } = algorithmsOf(key);
    return {
      KeyId: key.view.arn,
      PublicKey: Uint8Array.from(publicKey),
      CustomerMasterKeySpec: key.view.spec as CustomerMasterKeySpec,
      KeySpec: key.view.spec as KeySpec,
      KeyUsage: key.view.usage as KeyUsageType,
      ...algorithms,
    };
  },
});
