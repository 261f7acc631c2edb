// Searches in the bytes of a trail: where the next record may begin, and how deep one nests.
import { MAX_RECORD_BYTES, MAX_RECORD_DEPTH } from './item.ts';

const NEWLINE = 10;
const OPEN = 123;

/** Where reading may go on after something broken: at a record, or where the search is to begin again. */
export interface Resumption {
  readonly at: number;
  readonly isRecord: boolean;
}

/**
 * Looks for the next record: an object whose first name is one that records begin with, or, outside of lists, a
 * line that is one object. `isLast` when no bytes follow.
 */
export function findRecord(
  bytes: Buffer,
  from: number,
  firstKey: string,
  inList: boolean,
  isLast: boolean,
): Resumption {
  for (let at = bytes.indexOf(OPEN, from); at >= 0; at = bytes.indexOf(OPEN, at + 1)) {
    const name = firstName(bytes, at);
    if (name !== undefined && (name === firstKey || firstNames.has(name))) {
      return { at, isRecord: true };
    }
    if (inList || bytes[at - 1] !== NEWLINE) continue;
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline < 0 && !isLast && bytes.length - at < MAX_RECORD_BYTES) {
      return { at, isRecord: false };
    }
    if (isWhole(bytes, newline < 0 ? bytes.length : newline)) return { at, isRecord: true };
  }
  return { at: isLast ? bytes.length : Math.max(from, bytes.length - NAME_BYTES), isRecord: false };
}

/** How far behind its brace the first name of an object is looked for. */
const NAME_BYTES = 128;

/** The names that come first in records as CloudTrail writes them, in sorted ones, and in those of lookup-events. */
const firstNames: ReadonlySet<string> = new Set([
  'eventVersion',
  'additionalEventData',
  'apiVersion',
  'awsRegion',
  'EventId',
]);

/** The name that the object at a brace begins with, where the bytes hold it. */
export function firstName(bytes: Buffer, open: number): string | undefined {
  let at = open + 1;
  while (at < bytes.length && bytes[at]! <= 32) at++;
  if (bytes[at] !== 34) return undefined;
  const close = bytes.indexOf(34, at + 1);
  if (close < 0 || close - at > NAME_BYTES) return undefined;
  return bytes.toString('latin1', at + 1, close);
}

/** Whether a line ends like an object. */
function isWhole(bytes: Buffer, end: number): boolean {
  let last = end - 1;
  while (last >= 0 && bytes[last]! <= 32) last--;
  return bytes[last] === 125;
}

/** How many lines end in a stretch of bytes. */
export function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (
    let at = bytes.indexOf(NEWLINE, from);
    at >= 0 && at < to;
    at = bytes.indexOf(NEWLINE, at + 1)
  ) {
    count++;
  }
  return count;
}

/** Whether a record nests deeper than records may. */
export function isDeep(bytes: Buffer, from: number, to: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = from; at <= to; at++) {
    const byte = bytes[at]!;
    if (byte === 92 && inString) at++;
    else if (byte === 34) inString = !inString;
    else if (!inString && (byte === OPEN || byte === 91)) {
      if (++depth > MAX_RECORD_DEPTH) return true;
    } else if (!inString && (byte === 125 || byte === 93)) depth--;
  }
  return false;
}

/** Whether a byte is JSON's white space. */
export function isSpace(byte: number): boolean {
  return byte === 32 || byte === 13 || byte === 9 || byte === NEWLINE;
}

/** A byte of the mark that some editors put before UTF-8. */
export function isMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}
