// The ids of a call and of its CloudTrail record. The bytes are drawn when the call is made, and written out
// when somebody reads them.
import { uuid } from './uuid.ts';

/** How many random bytes the ids of a call take. */
export const callIdBytes = 32;

/** The two ids. */
export interface CallIds {
  readonly requestId: string;
  readonly eventId: string;
}

/** The ids that a call's bytes make. */
export function callIds(bytes: Uint8Array): CallIds {
  return { requestId: uuid(bytes.subarray(0, 16)), eventId: uuid(bytes.subarray(16, 32)) };
}
