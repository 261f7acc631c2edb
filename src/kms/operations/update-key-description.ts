// https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html
import { change } from '../key.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'UpdateKeyDescription',
  on: 'key-id',
  writes: true,
  run({ Description }, { key }) {
    change(key, { description: Description });
    return {};
  },
});
