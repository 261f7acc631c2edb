// https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html
import { change } from '../key.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'EnableKey',
  on: 'key-id',
  writes: true,
  run(_, { key }) {
    // A key in an unavailable key store stays so until the store is connected again.
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
    if (key.view.state !== 'Unavailable') change(key, { state: 'Enabled' });
    return {};
  },
});
