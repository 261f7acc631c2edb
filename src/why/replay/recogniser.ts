// Recognises the records of a trail by their shape, without parsing them: what a replay needs of one is cut out of its
// text. A text of a shape that is new, or that could mean something else than a call, is parsed.
import type { CallRecord } from '../trail/call-record.ts';
import { readRecord } from '../trail/read-record.ts';
import type { Ascii, ParseText } from '../trail/text.ts';
import { flat } from './flat.ts';
import { shapeOf } from './json-shape.ts';
import { addressKey, isPlain, roleId, withoutArn } from './key.ts';
import type { SessionNames } from './sessions.ts';
import { createShapeTree, standsAt } from './shape-tree.ts';
import { type RecordShape, recordShape, roleAt, type UniqueRole } from './slots.ts';

/** Equal for calls that the policies do not tell apart but by what varies from record to record. */
export interface CallKey {
  /** Mostly the caller. */
  readonly first: () => string;
  /** Mostly the key. */
  readonly second: () => string;
  /** The number of its shape. */
  readonly third: () => number;
  /** Everything else, to be kept. */
  readonly rest: () => readonly string[];
  /** Whether everything else is what was kept. */
  readonly hasRest: (rest: readonly string[]) => boolean;
}

/** The record that was recognised last; it is good until the next. */
export interface Recognised {
  readonly key: CallKey;
  /** What policies may look at that varies from record to record. */
  readonly view: () => CallRecord;
  readonly errorCode: () => string | undefined;
  /** What names it. */
  readonly eventId: () => string | undefined;
  readonly eventTime: () => string;
  /** All of it, parsed. */
  readonly record: () => CallRecord;
}

/** Recognises texts. */
export interface Recogniser {
  /** Answers `recognised` for a text that it knows the shape of, and the parsed value for any other. */
  readonly parse: ParseText;
  readonly recognised: Recognised;
}

/** How many shapes are known; records of others are parsed. */
const MAX_SHAPES = 2000;

interface Known extends RecordShape {
  readonly number: number;
  /** The first of its keys, which is a part of `key` no more. */
  readonly keyArn: number;
  readonly eventId: number;
  readonly hasIssuer: boolean;
  readonly errorCode: string | undefined;
}

/** Makes a recogniser; `sessions` tells which sessions of a role are alike. */
export function createRecogniser(sessions: SessionNames): Recogniser {
  const shapes = createShapeTree<Known>();
  const { starts, ends } = shapes;
  let ascii: Ascii = { text: '', bytes: new Uint8Array() };
  let text = '';
  let nextBackslash = -1;
  let from = 0;
  let to = 0;
  let shape: Known | undefined;
  /** Of the present record: set when its caller is asked for, which is first. */
  let prefix: string | undefined;

  const valueAt = (slot: number) => text.slice(starts[slot], ends[slot]);
  const roleValue = (role: UniqueRole) => {
    const slot = shape!.slots[role];
    return slot < 0 ? undefined : valueAt(slot);
  };
  const recognised: Recognised = {
    key: { first, second, third: () => shape!.number, rest, hasRest },
    view: () => shape!.view,
    errorCode: () => shape!.errorCode,
    eventId: () => (shape!.eventId < 0 ? undefined : flat(valueAt(shape!.eventId))),
    eventTime: () => flat(roleValue('time')!),
    record() {
      const read = readRecord(JSON.parse(text.slice(from, to)));
      if (read.kind === 'call') return read.record;
      throw new Error('a recognised record is a call');
    },
  };

  return {
    recognised,
    parse(chunk, start, end) {
      if (chunk !== ascii) nextBackslash = -1;
      ascii = chunk;
      text = chunk.text;
      from = start;
      to = end;
      if (hasBackslash()) return JSON.parse(text.slice(from, to));
      shape = shapes.find(ascii, from, to);
      if (shape !== undefined && isTimely(shape)) return recognised;
      const value: unknown = JSON.parse(text.slice(from, to));
      if (shape === undefined) learn(value);
      return value;
    },
  };

  /** Looks for the next backslash only where the last one found is behind. */
  function hasBackslash(): boolean {
    if (nextBackslash < from) {
      const at = text.indexOf('\\', from);
      nextBackslash = at < 0 ? Number.MAX_SAFE_INTEGER : at;
    }
    return nextBackslash < to;
  }

  /** A time that is none makes a record broken. */
  function isTimely({ slots: { time } }: Known): boolean {
    return isTime(ascii.bytes, starts[time]!, ends[time]!);
  }

  function learn(value: unknown): void {
    const read = readRecord(value);
    if (read.kind !== 'call' || !isPlain(read.record.requestParameters)) return;
    if (shapes.size() >= MAX_SHAPES) return;
    const found = shapeOf(text.slice(from, to), isFixed);
    // A member of this name would not become one of an object.
    if (found === undefined || found.paths.some((path) => path.includes('__proto__'))) return;
    const hasIssuer = found.paths.includes('userIdentity\nsessionContext\nsessionIssuer\narn');
    const { errorCode } = read.record;
    const number = shapes.size();
    const keyArn = found.paths.indexOf('resources\n0\nARN');
    const eventId = found.paths.indexOf('eventID');
    const known = recordShape(found, valueAt);
    const key = known.key.filter((slot) => slot !== keyArn);
    shapes.add(found, { ...known, key, number, keyArn, eventId, hasIssuer, errorCode });
  }

  function first(): string {
    const { hasIssuer, slots } = shape!;
    const { arn } = slots;
    if (arn < 0) return '';
    const mayBeAlike = hasIssuer && slots['principal-id'] >= 0;
    prefix = mayBeAlike ? sessions.prefixIn(text, starts[arn]!, ends[arn]!) : undefined;
    return prefix ?? valueAt(arn);
  }

  function second(): string {
    const slot = shape!.keyArn;
    return slot < 0 ? '' : valueAt(slot);
  }

  function rest(): readonly string[] {
    return [...shape!.key.map(valueAt), idPart(), accessKind(), addressPart(), messagePart()];
  }

  /** Compares in place: nothing is cut out for it but what differs mostly. */
  function hasRest(kept: readonly string[]): boolean {
    const { key } = shape!;
    for (let index = 0; index < key.length; index++) {
      const slot = key[index]!;
      const value = kept[index]!;
      const start = starts[slot]!;
      if (ends[slot]! - start !== value.length || !standsAt(value, text, start)) return false;
    }
    const at = key.length;
    return (
      isIdPart(kept[at]!) &&
      isAccessKind(kept[at + 1]!) &&
      addressPart() === kept[at + 2] &&
      messagePart() === kept[at + 3]
    );
  }

  /** The unique id; of sessions that are alike, the role's, up to its colon. */
  function idPart(): string {
    const id = roleValue('principal-id');
    return (prefix === undefined ? id : roleId(id)) ?? '';
  }

  function isIdPart(kept: string): boolean {
    const slot = shape!.slots['principal-id'];
    if (slot < 0 || prefix === undefined || !kept.endsWith(':')) return idPart() === kept;
    return text.startsWith(kept, starts[slot]!) && starts[slot]! + kept.length <= ends[slot]!;
  }

  function accessKind(): string {
    const slot = shape!.slots['access-key'];
    if (slot < 0) return '';
    return text.slice(starts[slot], Math.min(starts[slot]! + 4, ends[slot]!));
  }

  function isAccessKind(kept: string): boolean {
    const slot = shape!.slots['access-key'];
    if (slot < 0 || kept.length !== 4) return accessKind() === kept;
    return text.startsWith(kept, starts[slot]!);
  }

  function addressPart(): string {
    return addressKey(roleValue('address') ?? '');
  }

  function messagePart(): string {
    const message = roleValue('message');
    if (message === undefined) return '';
    return prefix === undefined ? message : withoutArn(message, roleValue('arn')!);
  }
}

function isFixed(path: string): boolean {
  return roleAt(path) === 'fixed';
}

/** Whether a stretch is a time as CloudTrail writes it; days that some months lack are left to the parser. */
function isTime(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 20 || bytes[to - 1] !== 90) return false;
  const two = (at: number) => {
    const tens = bytes[from + at]! - 48;
    const ones = bytes[from + at + 1]! - 48;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
  };
  const is = (at: number, code: number) => bytes[from + at] === code;
  return (
    two(0) >= 0 &&
    two(2) >= 0 &&
    is(4, 45) &&
    two(5) >= 1 &&
    two(5) <= 12 &&
    is(7, 45) &&
    two(8) >= 1 &&
    two(8) <= 28 &&
    is(10, 84) &&
    two(11) <= 23 &&
    is(13, 58) &&
    two(14) <= 59 &&
    is(16, 58) &&
    two(17) <= 59
  );
}
