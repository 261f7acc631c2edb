// Who a denial says that the caller is: what stands between `User:` and the verb.
import { arnAt, MAX_ARN } from './arn.ts';
import { Gap, type Letters } from './letters.ts';

/** The caller, and the letter at which the sentence starts. */
export interface Caller {
  readonly start: number;
  readonly principal: string | undefined;
  /** `User: … is`. */
  readonly words: string;
}

/**
 * Reads the caller before the letter `anchor`, where `not authorized` starts, and not before `from`. A caller
 * that is no ARN is only told in words.
 */
export function callerBefore(letters: Letters, anchor: number, from: number): Caller {
  const { lower, text, gaps } = letters;
  const earliest = Math.max(from, anchor - MAX_ARN - 'user:is'.length);
  const found = lower.slice(earliest, anchor).lastIndexOf('user:');
  const is = lower.startsWith('is', anchor - 2) && gaps[anchor - 2] !== Gap.none ? 2 : 0;
  const verb = is === 2 ? ' is' : '';
  const end = anchor - is;
  const name = earliest + found + 'user:'.length;
  const arn = found < 0 ? undefined : arnAt(letters, name, end, (at) => at === end);
  const principal = found < 0 ? undefined : arn?.end === end ? arn.arn : service(lower, name, end);
  // A field of a log may be called `user` too: the caller is one word.
  if (found < 0 || (principal === undefined && hasBlank(gaps, name + 1, end))) {
    const user = lower.endsWith('user', end) ? 'User' : '';
    return { start: anchor, principal: undefined, words: `${user}${verb}`.trim() };
  }
  const words = `User: ${principal ?? text.slice(name, end)}${verb}`;
  return { start: earliest + found, principal, words };
}

/** A service that calls for itself is named by its principal: `cloudtrail.amazonaws.com`. */
function service(lower: string, from: number, to: number): string | undefined {
  const name = to - from > MAX_SERVICE ? '' : lower.slice(from, to);
  return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name) ? name : undefined;
}

const MAX_SERVICE = 100;

function hasBlank(gaps: Uint8Array, from: number, end: number): boolean {
  return gaps.subarray(from, end).some((gap) => gap === Gap.blank || gap === Gap.paragraph);
}
