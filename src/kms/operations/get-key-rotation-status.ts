// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
import { operation } from '../operation.ts';
import { accessByOrigin } from '../origin.ts';

export default operation({
  name: 'GetKeyRotationStatus',
  access: ({ KeyId }, find) => [
    accessByOrigin('GetKeyRotationStatus', ['AWS_KMS', 'EXTERNAL'], KeyId, find),
  ],
  run(_, { key: { view, family } }) {
    const { rotation } = family;
    // A key that is pending deletion does not rotate; canceling the deletion brings its rotation back.
    if (!rotation || view.state.startsWith('Pending')) {
      return { KeyId: view.id, KeyRotationEnabled: false };
    }
    return {
      KeyId: view.id,
      KeyRotationEnabled: true,
      RotationPeriodInDays: rotation.periodDays,
      NextRotationDate: rotation.next,
    };
  },
});
