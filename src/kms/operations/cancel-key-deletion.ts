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
    const lacking = isExternal(key) && !isComplete(key);
    change(key, { state: lacking ? 'PendingImport' : 'Disabled' });
    return { KeyId: key.view.arn };
  },
});
