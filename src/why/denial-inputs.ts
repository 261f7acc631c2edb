// What people hand to `keyward why`: trails and single records, or texts with an error in them. Each input is known
// by its content; JSON that holds no record may be a log line with an error text in it.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { MAX_ERROR_TEXT } from './error-text/clean.ts';
import type { DeniedText } from './error-text/denied-text.ts';
import { type ErrorText, readErrorText, readErrorTexts } from './error-text/error-text.ts';
import type { CallRecord } from './trail/call-record.ts';
import type { TrailPlace, TrailProblem } from './trail/item.ts';
import { readTrail, recordValue, type TrailItem } from './trail/read.ts';
import { readRecord, type SkipReason } from './trail/read-record.ts';
import { createSplitter } from './trail/split.ts';

/** One thing that was found in the inputs. */
export type DenialInput =
  | { readonly kind: 'record'; readonly place: TrailPlace; readonly record: CallRecord }
  | { readonly kind: 'skipped'; readonly because: SkipReason }
  | { readonly kind: 'text'; readonly file: string; readonly denied: DeniedText }
  /** A text that tells of something else than a denial, or of nothing that is known. */
  | { readonly kind: 'other-text'; readonly file: string; readonly read: ErrorText }
  | { readonly kind: 'problem'; readonly place: TrailPlace; readonly problem: TrailProblem };

/** Reads the inputs in order. `-` is standard input, whose bytes are handed in. Never throws. */
export async function* readDenials(
  paths: readonly string[],
  stdin: () => Promise<Uint8Array>,
): AsyncGenerator<DenialInput> {
  for (const path of paths) {
    if (path === '-') yield* ofBytes('<stdin>', await stdin());
    else if (isText(path)) yield* ofText(path, headOf(path, MAX_ERROR_TEXT));
    else yield* ofTrail(path);
  }
}

/** An error text that is given as it is. */
export function* textInputs(file: string, text: string): Generator<DenialInput> {
  const denials = readErrorTexts(text);
  if (denials.length === 0) {
    yield { kind: 'other-text', file, read: readErrorText(text) };
  }
  for (const denied of denials) yield { kind: 'text', file, denied };
}

/** The records of a trail; a JSON file without any is read as a text. */
async function* ofTrail(path: string): AsyncGenerator<DenialInput> {
  let found = false;
  const problems: DenialInput[] = [];
  for await (const item of readTrail([path])) {
    const input = inputOf(item);
    if (input.kind === 'problem') problems.push(input);
    else {
      found = true;
      yield input;
    }
  }
  yield* found ? problems : asText(path, problems);
}

/** Problems, unless the whole file is a text that tells of a denial. */
function* asText(path: string, problems: readonly DenialInput[]): Generator<DenialInput> {
  const bytes = smallFile(path);
  const denials = bytes === undefined ? [] : [...ofText(path, bytes)];
  yield* denials.some(({ kind }) => kind === 'text') ? denials : problems;
}

function* ofText(file: string, bytes: Uint8Array): Generator<DenialInput> {
  yield* textInputs(file, Buffer.from(bytes).toString('utf8'));
}

function* ofBytes(file: string, bytes: Uint8Array): Generator<DenialInput> {
  const unpacked = unpackedOf(bytes);
  if (unpacked === undefined) {
    const problem = { kind: 'gzip', message: 'it is no whole gzip file' } as const;
    yield { kind: 'problem', place: { file, line: 0 }, problem };
    return;
  }
  if (!isJson(unpacked)) {
    yield* ofText(file, unpacked);
    return;
  }
  const items: DenialInput[] = [];
  const splitter = createSplitter({
    value: (value, line, record) =>
      items.push(
        inputOf({
          kind: 'record',
          place: { file, line, record },
          read: readRecord(recordValue(value)),
        }),
      ),
    problem: (problem, line, record) =>
      items.push({ kind: 'problem', place: { file, line, record }, problem }),
  });
  splitter.push(Buffer.from(unpacked));
  splitter.end(false);
  const isTrail = items.some(({ kind }) => kind === 'record' || kind === 'skipped');
  const texts = isTrail ? [] : [...ofText(file, unpacked)];
  yield* texts.some(({ kind }) => kind === 'text') ? texts : items;
}

function inputOf(item: TrailItem): DenialInput {
  if (item.kind === 'problem') return item;
  const { place, read } = item;
  switch (read.kind) {
    case 'call':
      return { kind: 'record', place, record: read.record };
    case 'skipped':
      return { kind: 'skipped', because: read.because };
    case 'broken':
      return { kind: 'problem', place, problem: { kind: 'broken', message: read.message } };
    default:
      return read satisfies never;
  }
}

/** Whether a file is neither JSON, nor gzip, nor a folder: what cannot be opened is left to the trail. */
function isText(path: string): boolean {
  try {
    return statSync(path).isFile() && !isJson(headOf(path, 4096));
  } catch {
    return false;
  }
}

/** The first bytes of a file. */
function headOf(path: string, most: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(most);
    return head.subarray(0, readSync(file, head, 0, most, 0));
  } finally {
    closeSync(file);
  }
}

/** Whether bytes begin as JSON or gzip does; nothing at all is left to the trail, which says so. */
function isJson(bytes: Uint8Array): boolean {
  if (isGzip(bytes)) return true;
  const head = Buffer.from(bytes.subarray(0, 4096))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return head === '' || head.startsWith('{') || head.startsWith('[');
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const mostUnpacked = 256 * 1024 * 1024;

function unpackedOf(bytes: Uint8Array): Uint8Array | undefined {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpacked });
  } catch {
    return undefined;
  }
}

function smallFile(path: string): Uint8Array | undefined {
  try {
    const { size } = statSync(path);
    return size > MAX_ERROR_TEXT ? undefined : headOf(path, size);
  } catch {
    return undefined;
  }
}
