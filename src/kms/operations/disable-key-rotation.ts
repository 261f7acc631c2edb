// https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html
import { operation } from '../operation.ts';
import { accessByOrigin } from '../origin.ts';
import { checkRotatesHere, isSymmetric } from '../rotation.ts';

export default operation({
  name: 'DisableKeyRotation',
  writes: true,
  access: ({ KeyId }, find) => [accessByOrigin('DisableKeyRotation', ['AWS_KMS'], KeyId, find)],
  run(_, { key }) {
    // Asymmetric and HMAC keys never rotate: nothing to disable, and no error.
    if (!isSymmetric(key)) return {};
    checkRotatesHere(key);
    delete key.family.rotation;
    return {};
  },
});
