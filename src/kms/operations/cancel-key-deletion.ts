// https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html
import { isComplete } from '../imports.ts';
import { change, isExternal } from '../key.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'CancelKeyDeletion',
  on: 'key-id',
  writes: true,
  run(_, { key }) {
    delete key.deletionDate;
    delete key.pendingWindowDays;
    // Imported material may never have come, or have expired meanwhile (cancelled-without-material).
    const lacks = isExternal(key) && !(key.family.materials.length > 0 && isComplete(key));
    change(key, { state: lacks ? 'PendingImport' : 'Disabled' });
    return { KeyId: key.view.arn };
  },
});
