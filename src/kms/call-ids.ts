// The ids of a call and of its CloudTrail record. The bytes are drawn when the call is made, and written out
// when somebody reads them.
import { uuidOfHex } from './uuid.ts';

/** How many random bytes the ids of a call take. */
export const callIdBytes = 32;

/** The two ids. */
export interface CallIds {
  readonly requestId: string;
  readonly eventId: string;
}

/** The ids that a call's bytes make. */
export function callIds(bytes: Uint8Array): CallIds {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  return { requestId: uuidOfHex(hex.slice(0, 32)), eventId: uuidOfHex(hex.slice(32, 64)) };
}
