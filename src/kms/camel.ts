// The API's names as messages and records have them: `KeyId` is `keyId`. Every call has some, so each is made once.
import { memo } from '../engine/memo.ts';
import { lowerFirst } from '../model/lower-first.ts';

/** A member's name with its first letter in lower case. */
export const camel = memo(1000, lowerFirst);
