// Which key a path names.
import type { KeyRef } from '../fact.ts';
import { present } from '../present.ts';
import type { PathHints } from './output.ts';

/** The key, Region and account that the path says; what it leaves out is found out later. */
export function keyOf(hints: PathHints): KeyRef {
  return present({ id: hints.keyId, region: hints.region, account: hints.account });
}
