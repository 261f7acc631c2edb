// https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
import { operation } from '../operation.ts';
import { accessByOrigin } from '../origin.ts';
import { checkRotates, checkRotatesHere, rotationFrom, usualPeriodDays } from '../rotation.ts';

export default operation({
  name: 'EnableKeyRotation',
  writes: true,
  access({ KeyId, RotationPeriodInDays = usualPeriodDays }, find) {
    const conditionKeys = { 'kms:RotationPeriodInDays': RotationPeriodInDays };
    return [accessByOrigin('EnableKeyRotation', ['AWS_KMS'], KeyId, find, conditionKeys)];
  },
  run({ RotationPeriodInDays }, { key, now }) {
    checkRotates(key);
    checkRotatesHere(key);
    key.family.rotation = rotationFrom(now, RotationPeriodInDays);
    return {};
  },
});
