// Finds the records in the bytes of a trail as they come, whatever their layout: a record a line, records printed
// over many lines, lists of them, `{"Records": […]}` and `{"Events": […]}` of any length. A record that is broken
// is named, and reading goes on at the next thing that looks like the start of one.
import { isUtf8 } from 'node:buffer';
import { countLines, findRecord, firstName, isDeep, isMark, isSpace } from './bytes.ts';
import { isListName, listOf } from './envelope.ts';
import {
  MAX_RECORD_BYTES,
  MAX_RECORD_DEPTH,
  type TrailProblemKind,
  type TrailSink,
} from './item.ts';
import { createChunkText, type ParseText } from './text.ts';

/** Takes the bytes of one trail. */
export interface Splitter {
  readonly push: (bytes: Buffer) => void;
  /** After the last byte; `isCut` where it is known already that more should follow. */
  readonly end: (isCut: boolean) => void;
  /** How many lines have ended so far. */
  readonly lines: () => number;
}

/** What the next byte is part of. */
type Mode = 'top' | 'record' | 'list' | 'rest' | 'lost';

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/** Starts to split; what is found goes to the sink at once. */
export function createSplitter(sink: TrailSink, parse?: ParseText): Splitter {
  let bytes: Buffer = Buffer.alloc(0);
  const text = createChunkText();
  let mode: Mode = 'top';
  /** Where the present record begins, where reading is, and how many lines ended before each. */
  let start = 0;
  let at = 0;
  let line = 0;
  let startLine = 0;
  /** How far a line's end was looked for. */
  let searched = 0;
  let depth = 0;
  let inString = false;
  let stringStart = 0;
  /** Whether the last string, at depth 1, was the name of a list of records. */
  let namesList = false;
  /** The list that holds the records; undefined outside of lists. */
  let list: { readonly inEnvelope: boolean; count: number } | undefined;
  /** The name that the first thing begins with. A later one may be a part of a broken record, and mislead. */
  let firstKey: string | undefined;
  let isFirst = true;
  let seen = false;
  let [ended, wasCut] = [false, false];

  const steps = { top, list: inList, lost: findNext, record: scan, rest: scan };

  return {
    push(chunk) {
      hold(bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]));
      run();
      keep();
    },
    end(isCut) {
      ended = true;
      wasCut = isCut;
      run();
      if (!seen && !isCut) tell('empty', 'there is nothing in it', -1);
    },
    lines: () => line,
  };

  function hold(held: Buffer): void {
    bytes = held;
    text.set(held);
  }

  /** Keeps the bytes that are still needed. */
  function keep(): void {
    const from = mode === 'record' ? start : mode === 'rest' && inString ? stringStart : at;
    hold(Buffer.from(bytes.subarray(from)));
    start -= from;
    at -= from;
    searched = Math.max(0, searched - from);
    stringStart -= from;
  }

  function run(): void {
    let before: Mode;
    do before = mode;
    while (steps[mode]() || mode !== before);
  }

  /** Between values. True while there is more to do. */
  function top(): boolean {
    const { length } = bytes;
    while (at < length) {
      const byte = bytes[at]!;
      if (byte === OPEN) {
        const found = wholeLine();
        if (found === 'wait') return false;
        if (found === 'line') continue;
        begin();
        return true;
      }
      if (byte === NEWLINE) line++;
      else if (byte === OPEN_LIST) {
        seen = true;
        at++;
        list = { inEnvelope: false, count: 0 };
        mode = 'list';
        return true;
      } else if (!isSpace(byte) && !(isMark(byte) && line === 0 && !seen)) {
        seen = true;
        lose('not-json', 'what stands here is not JSON');
        return true;
      }
      at++;
    }
    return false;
  }

  /** Reads a line that is one object; most trails are made of them. */
  function wholeLine(): 'line' | 'wait' | 'other' {
    let end = bytes.indexOf(NEWLINE, Math.max(at, searched));
    if (end < 0) {
      searched = bytes.length;
      if (bytes.length - at > MAX_RECORD_BYTES) return 'other';
      if (!ended) return 'wait';
      end = bytes.length;
    }
    let last = end - 1;
    while (last > at && isSpace(bytes[last]!)) last--;
    if (bytes[last] !== CLOSE || last - at >= MAX_RECORD_BYTES) return 'other';
    if (last - at > 4096 && isDeep(bytes, at, last)) return 'other';
    const value = text.parsed(at, last + 1, parse);
    if (value === undefined) return 'other';
    seen = true;
    learn(at);
    const records = listOf(value);
    if (records === undefined) sink.value(value, line + 1, undefined);
    else for (const [index, record] of records.entries()) sink.value(record, line + 1, index + 1);
    at = Math.min(end + 1, bytes.length);
    if (end < bytes.length) line++;
    return 'line';
  }

  function begin(): void {
    seen = true;
    mode = 'record';
    start = at;
    startLine = line;
    depth = 0;
    inString = false;
    namesList = false;
  }

  /** Goes through a record, or the rest of an envelope, to its end. */
  function scan(): boolean {
    const { length } = bytes;
    while (at < length) {
      const byte = bytes[at]!;
      if (inString) {
        if (byte === QUOTE) {
          inString = false;
          namesList = depth === 1 && isListName(bytes, stringStart, at);
        } else if (byte === BACKSLASH) {
          if (at + 1 === length) break;
          at++;
        } else if (byte === NEWLINE) return fail('broken', 'a line ends inside a string');
      } else if (byte === QUOTE) {
        inString = true;
        stringStart = at + 1;
      } else if (byte === OPEN || byte === OPEN_LIST) {
        if (byte === OPEN_LIST && namesList && depth === 1 && list === undefined) {
          at++;
          list = { inEnvelope: true, count: 0 };
          mode = 'list';
          return true;
        }
        if (++depth > MAX_RECORD_DEPTH) {
          return fail('too-deep', `it nests more than ${MAX_RECORD_DEPTH} levels deep`);
        }
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        if (--depth === 0) {
          at++;
          return finish();
        }
      } else if (byte === NEWLINE) line++;
      else if (byte === COMMA) namesList = false;
      at++;
    }
    if (mode === 'record' && at - start > MAX_RECORD_BYTES) {
      return fail('too-large', 'it is larger than 1 MB');
    }
    if (ended) {
      if (mode === 'record') return fail('truncated', 'it ends in the middle');
      mode = 'top';
      tell('truncated', 'the file ends inside of an object', line, undefined);
    }
    return false;
  }

  /** The bytes of a record are complete. */
  function finish(): boolean {
    if (mode === 'rest') {
      mode = 'top';
      return true;
    }
    if (at - start > MAX_RECORD_BYTES) return fail('too-large', 'it is larger than 1 MB');
    const value = text.parsed(start, at, parse);
    if (value === undefined) {
      return isUtf8(bytes.subarray(start, at))
        ? fail('broken', 'it is not valid JSON')
        : fail('not-utf-8', 'it is not valid UTF-8');
    }
    if (list !== undefined) list.count++;
    learn(start);
    sink.value(value, startLine + 1, list?.count);
    mode = list === undefined ? 'top' : 'list';
    return true;
  }

  function learn(open: number): void {
    if (isFirst) firstKey = firstName(bytes, open);
    isFirst = false;
  }

  /** Between the elements of a list. */
  function inList(): boolean {
    const { length } = bytes;
    while (at < length) {
      const byte = bytes[at]!;
      if (byte === OPEN) {
        begin();
        return true;
      }
      if (byte === NEWLINE) line++;
      else if (byte === CLOSE_LIST) {
        at++;
        mode = list?.inEnvelope ? 'rest' : 'top';
        list = undefined;
        depth = 1;
        inString = false;
        namesList = false;
        return true;
      } else if (!isSpace(byte) && byte !== COMMA) {
        startLine = line;
        lose('broken', 'it is not a JSON object');
        return true;
      }
      at++;
    }
    if (ended) {
      mode = 'top';
      const after = (list?.count ?? 0) + 1;
      list = undefined;
      tell('truncated', 'the file ends before the list of records does', line, after);
    }
    return false;
  }

  /** Names a broken record and goes back to the first start of another behind its own. */
  function fail(kind: TrailProblemKind, message: string): boolean {
    line = startLine;
    at = start;
    lose(kind, message);
    return true;
  }

  function lose(kind: TrailProblemKind, message: string): void {
    if (list !== undefined) list.count++;
    tell(kind, message, line, list?.count);
    at++;
    mode = 'lost';
  }

  function tell(kind: TrailProblemKind, message: string, lineAt: number, record?: number): void {
    isFirst = false;
    if (kind === 'truncated' && wasCut) return;
    sink.problem({ kind, message }, lineAt + 1, record);
  }

  /** Looks for the start of a record after something that could not be read. */
  function findNext(): boolean {
    const next = findRecord(bytes, at, firstKey ?? 'eventVersion', list !== undefined, ended);
    line += countLines(bytes, at, next.at);
    at = next.at;
    if (!next.isRecord && !ended) return false;
    if (!next.isRecord) list = undefined;
    mode = list === undefined ? 'top' : 'list';
    return next.isRecord;
  }
}
