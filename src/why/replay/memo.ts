// Remembers what two worlds make of calls, by who called what on which key and only those parts of a record that
// the policies look at: of millions of records few are asked about. What it answers is what asking would.
import type { World } from '../../world/world.ts';
import type { Judged } from '../call/judged.ts';
import { grantConstraints } from '../call/keys-read.ts';
import type { CallRecord } from '../trail/call-record.ts';
import { createClasses } from './classes.ts';
import { flatMemo, MAX_TEXT } from './flat.ts';
import { contextClasses } from './grant-pairs.ts';
import { createKeys } from './key.ts';
import { type PartOf, partsFor } from './reads.ts';
import type { CallKey, Recognised } from './recogniser.ts';
import type { SessionNames } from './sessions.ts';

/** Judges a record in one world. */
export type Judge = (record: CallRecord) => Judged;

/** Makes something of a record and of what each world says of it. */
export type Conclude<Result> = (record: CallRecord, before: Judged, after: Judged) => Result;

/** The two judges, made into one that asks them as seldom as it can. */
export interface Memo<Result> {
  readonly of: (record: CallRecord) => Result;
  /** For the record that was recognised last. */
  readonly ofRecognised: (recognised: Recognised) => Result;
}

/** What a memo is made of. */
export interface MemoOptions<Result> {
  readonly worlds: readonly [before: World, after: World];
  readonly judges: readonly [before: Judge, after: Judge];
  readonly sessions: SessionNames;
  /** It may look at nothing of the record but who called. */
  readonly conclude: Conclude<Result>;
  readonly maxEntries?: number;
}

/** How many calls, and parts below them, are remembered before the memo starts anew. */
const MAX_ENTRIES = 50_000;

/** How many texts are shared between entries. */
const TEXTS = 20_000;

/** How many calls of one caller on one key are told apart. */
const MAX_LIST = 64;

/** Calls that are the same but for their parts. */
interface Entry<Result> {
  readonly rest: readonly string[];
  readonly parts: readonly PartOf[];
  /** What holds where there are no parts. */
  readonly result: Result | undefined;
  readonly byParts: PartsTree<Result>;
}

/** Makes a memo. */
export function createMemo<Result>(options: MemoOptions<Result>): Memo<Result> {
  const { worlds, judges, sessions, conclude, maxEntries = MAX_ENTRIES } = options;
  const keyOf = createKeys(sessions);
  const ofKey = createClasses(worlds);
  const contextsOf = contextClasses(worlds);
  /** Equal texts are kept once: entries share most of theirs, and what is looked at often stays near. */
  const kept = flatMemo(TEXTS, (text) => text);
  const entries = new Map<string, Map<string, Map<number, Entry<Result>[]>>>();
  const readers = new Map<string, readonly PartOf[]>();
  let size = 0;

  return {
    of(record) {
      const text = keyOf(record);
      return text === undefined
        ? ask(record).result
        : resultOf(wholeKey(text), record, () => record);
    },
    ofRecognised: ({ key, view, record }) => resultOf(key, view(), record),
  };

  function resultOf(key: CallKey, view: CallRecord, record: () => CallRecord): Result {
    const first = key.first();
    const second = key.second();
    const entry = find(entries.get(first)?.get(second)?.get(key.third()), key);
    if (entry === undefined) return add(first, second, key, view, record());
    if (entry.result !== undefined) return entry.result;
    const { parts, byParts } = entry;
    const known = findParts(byParts, parts, view);
    if (known !== undefined) return known;
    const { result } = ask(record());
    const values = parts.map((part) => part(view));
    if (!values.some(isLong) && hasRoom()) addParts(byParts, values.map(kept), result);
    return result;
  }

  function ask(record: CallRecord) {
    const plain = sessions.alike(record);
    const before = judges[0](plain);
    const after = judges[1](plain);
    return { before, after, result: conclude(record, before, after) };
  }

  function add(
    first: string,
    second: string,
    key: CallKey,
    view: CallRecord,
    record: CallRecord,
  ): Result {
    const { before, after, result } = ask(record);
    // What a record lacks may be anything.
    if (isUnclear(before) || isUnclear(after)) return result;
    const rest = key.rest();
    const parts = partsOf(before, after);
    const values = parts.map((part) => part(view));
    if (isLong(first) || isLong(second) || rest.some(isLong) || values.some(isLong)) return result;
    const byParts: PartsTree<Result> = new Map();
    if (parts.length > 0) addParts(byParts, values.map(kept), result);
    hasRoom();
    const bySecond = inMap(
      entries,
      kept(first),
      () => new Map<string, Map<number, Entry<Result>[]>>(),
    );
    const byThird = inMap(bySecond, kept(second), () => new Map<number, Entry<Result>[]>());
    const list = inMap(byThird, key.third(), () => []);
    if (list.length >= MAX_LIST) list.pop();
    list.push({
      rest: rest.map(kept),
      parts,
      byParts,
      result: parts.length > 0 ? undefined : result,
    });
    return result;
  }

  /** Entries whose policies read the same share how it is read. */
  function partsOf(before: Judged, after: Judged): readonly PartOf[] {
    const reads = new Set([...readsOf(before), ...readsOf(after)]);
    const keys = reads.has(grantConstraints) ? [...keysOf(before), ...keysOf(after)] : [];
    const id = JSON.stringify([[...reads].sort(), keys]);
    return inMap(readers, id, () => partsFor(reads, { ofKey, ofContext: contextsOf(keys) }));
  }

  /** Makes room for one entry; false when everything was forgotten for it. */
  function hasRoom(): boolean {
    if (++size <= maxEntries) return true;
    entries.clear();
    readers.clear();
    size = 1;
    return false;
  }
}

/** What was found moves forward, since it will come again soon. */
function find<Result>(
  list: Entry<Result>[] | undefined,
  { hasRest }: CallKey,
): Entry<Result> | undefined {
  if (list === undefined) return undefined;
  for (let at = 0; at < list.length; at++) {
    const entry = list[at]!;
    if (!hasRest(entry.rest)) continue;
    if (at > 0) {
      list[at] = list[at - 1]!;
      list[at - 1] = entry;
    }
    return entry;
  }
  return undefined;
}

/** The key of a record that was parsed, which no recognised one has. */
function wholeKey(text: string): CallKey {
  return {
    first: () => text,
    second: () => '',
    third: () => -1,
    rest: () => none,
    hasRest: () => true,
  };
}

const none: readonly string[] = [];

function inMap<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Results by the parts of calls: a level for each part. Parts are mostly the same few texts, which a map finds fast. */
interface PartsTree<Result> extends Map<string, PartsTree<Result> | Result> {}

function findParts<Result>(
  tree: PartsTree<Result>,
  parts: readonly PartOf[],
  view: CallRecord,
): Result | undefined {
  let node: PartsTree<Result> | Result | undefined = tree;
  for (let at = 0; at < parts.length && node !== undefined; at++) {
    node = (node as PartsTree<Result>).get(parts[at]!(view));
  }
  return node as Result | undefined;
}

function addParts<Result>(
  tree: PartsTree<Result>,
  values: readonly string[],
  result: Result,
): void {
  let node = tree;
  for (const value of values.slice(0, -1)) {
    node = inMap(node, value, () => new Map()) as PartsTree<Result>;
  }
  node.set(values.at(-1)!, result);
}

/** A text that is nothing AWS makes; it is not kept. */
function isLong(text: string): boolean {
  return text.length > MAX_TEXT;
}

function isUnclear(judged: Judged): boolean {
  return judged.kind === 'unjudged' && judged.because === 'unclear-record';
}

function readsOf(judged: Judged): readonly string[] {
  return judged.kind === 'judged' ? judged.accesses.flatMap(({ reads }) => [...reads()]) : [];
}

function keysOf(judged: Judged): readonly string[] {
  return judged.kind === 'judged' ? judged.accesses.map(({ resource }) => resource) : [];
}
