// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html
import { generateKeyPair, type RsaSpec } from '../../crypto/key-pair.ts';
import { operation } from '../operation.ts';
import { accessByOrigin } from '../origin.ts';
import { dayMs } from '../settle.ts';
import { checkWrapping, wrappingAlgorithm } from '../wrapping.ts';

const tokenBytes = 256;

export default operation({
  name: 'GetParametersForImport',
  access({ KeyId, WrappingAlgorithm, WrappingKeySpec }, find) {
    const conditionKeys = {
      'kms:WrappingAlgorithm': WrappingAlgorithm,
      'kms:WrappingKeySpec': WrappingKeySpec,
    };
    return [accessByOrigin('GetParametersForImport', ['EXTERNAL'], KeyId, find, conditionKeys)];
  },
  async run({ WrappingAlgorithm, WrappingKeySpec }, { key, now, random, workers, store }) {
    checkWrapping(key, WrappingAlgorithm, WrappingKeySpec);
    const token = random(tokenBytes);
    const wrappingSpec = WrappingKeySpec as RsaSpec;
    const { publicKey, privateKey } = await generateKeyPair(wrappingSpec, workers, random);
    const validTo = new Date(now.getTime() + dayMs);
    store.importTokens.set(Buffer.from(token).toString('base64'), {
      keyArn: key.view.arn,
      wrappingAlgorithm: wrappingAlgorithm(WrappingAlgorithm),
      privateKey,
      validTo,
    });
    return {
      KeyId: key.view.arn,
      ImportToken: token,
      PublicKey: publicKey,
      ParametersValidTo: validTo,
    };
  },
});
