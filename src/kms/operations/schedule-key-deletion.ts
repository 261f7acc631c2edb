// https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
import { KmsError } from '../errors.ts';
import { change } from '../key.ts';
import { daysWithoutUse } from '../last-usage.ts';
import { operation } from '../operation.ts';
import { dayMs } from '../settle.ts';

const usualDays = 30;

export default operation({
  name: 'ScheduleKeyDeletion',
  on: 'key-id',
  writes: true,
  check({ PendingWindowInDays: days = usualDays }) {
    if (days >= 7 && days <= 30) return;
    throw new KmsError('ValidationException', 'PendingWindowInDays must be between 7 and 30.');
  },
  conditionKeys: ({ PendingWindowInDays = usualDays }, key, now) => ({
    'kms:ScheduleKeyDeletionPendingWindowInDays': PendingWindowInDays,
    'kms:TrailingDaysWithoutKeyUsage': daysWithoutUse(key, now),
  }),
  run({ PendingWindowInDays = usualDays }, { key, now }) {
    const { family, view } = key;
    const answer = { KeyId: view.arn, PendingWindowInDays };
    // A primary key waits for its replicas: its window begins when the last of them is gone.
    // https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html
    if (family.primaryRegion === view.region && family.members.size > 1) {
      key.pendingWindowDays = PendingWindowInDays;
      change(key, { state: 'PendingReplicaDeletion' });
      return { ...answer, KeyState: 'PendingReplicaDeletion' };
    }
    key.deletionDate = new Date(now.getTime() + PendingWindowInDays * dayMs);
    change(key, { state: 'PendingDeletion' });
    return { ...answer, DeletionDate: key.deletionDate, KeyState: 'PendingDeletion' };
  },
});
