// https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html
import { change, isExternal } from '../key.ts';
import { isHeld } from '../materials.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'CancelKeyDeletion',
  on: 'key-id',
  writes: true,
  run(_, { key }) {
    const { materials } = key.family;
    delete key.deletionDate;
    delete key.pendingWindowDays;
    // Imported material may never have come, or have expired meanwhile (cancelled-without-material).
    const complete = materials.length > 0 && materials.every((material) => isHeld(key, material));
    change(key, { state: isExternal(key) && !complete ? 'PendingImport' : 'Disabled' });
    return { KeyId: key.view.arn };
  },
});
