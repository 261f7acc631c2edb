// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
import type { KeyLastUsageData } from '../api-types.generated.ts';
import { callIds } from '../call-ids.ts';
import type { LastUsage } from '../key.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'GetKeyLastUsage',
  on: 'key-id',
  run: (_, { key: { view, lastUsage, createdAt } }) => ({
    KeyId: view.arn,
    KeyLastUsage: lastUsage ? dataOf(lastUsage) : {},
    // The simulation has watched the key from the beginning.
    TrackingStartDate: createdAt,
    KeyCreationDate: createdAt,
  }),
});

function dataOf({ operation, at, idBytes }: LastUsage): KeyLastUsageData {
  const { eventId, requestId } = callIds(idBytes);
  return {
    Operation: operation as NonNullable<KeyLastUsageData['Operation']>,
    Timestamp: at,
    CloudTrailEventId: eventId,
    KmsRequestId: requestId,
  };
}
