// https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html
import { change } from '../key.ts';
import { daysWithoutUse } from '../last-usage.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'DisableKey',
  on: 'key-id',
  writes: true,
  conditionKeys: (_, key, now) => ({ 'kms:TrailingDaysWithoutKeyUsage': daysWithoutUse(key, now) }),
  run(_, { key }) {
    // A key in an unavailable key store stays so until the store is connected again.
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
    if (key.view.state !== 'Unavailable') change(key, { state: 'Disabled' });
    return {};
  },
});
