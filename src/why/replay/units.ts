// Shares a trail out: units of work of about the same size, which are the same however many threads there are.
// Many small files are one unit; a large file with a record on each line is several, cut between lines.
import { closeSync, openSync, readSync } from 'node:fs';
import { isGzip, type TrailStretch } from '../trail/chunks.ts';
import type { TrailFile } from '../trail/files.ts';
import { MAX_RECORD_BYTES } from '../trail/item.ts';

/** Whole files, or one stretch of a file, in the trail's order. */
export interface Unit {
  readonly files: readonly (TrailFile & TrailStretch)[];
  /** Whether it is one stretch of a file: its lines are numbered from the stretch's beginning. */
  readonly isStretch: boolean;
  /** Of the files as they are, unpacked or not. */
  readonly bytes: number;
}

/** A unit has about one part in so many of all bytes, and so many bytes at least and at most. */
const PARTS = 64;
const MIN_UNIT = 32 * 1024 * 1024;
const MAX_UNIT = 128 * 1024 * 1024;
const UNIT_FILES = 512;

/** The units of files, as they are needed. `unitBytes` is how large one should be. */
export function* unitsOf(
  files: readonly TrailFile[],
  unitBytes: number = usualBytes(files),
): Generator<Unit> {
  let batch: (TrailFile & TrailStretch)[] = [];
  let bytes = 0;
  for (const file of files) {
    for (const stretch of stretchesOf(file, unitBytes)) {
      const isStretch = stretch.end !== undefined;
      const size = (stretch.end ?? file.size) - (stretch.start ?? 0);
      const isFull = isStretch || bytes + size > unitBytes || batch.length >= UNIT_FILES;
      if (batch.length > 0 && isFull) {
        yield { files: batch, isStretch: false, bytes };
        batch = [];
        bytes = 0;
      }
      if (isStretch) {
        yield { files: [{ ...file, ...stretch }], isStretch, bytes: size };
        continue;
      }
      batch.push({ ...file, ...stretch });
      bytes += size;
    }
  }
  if (batch.length > 0) yield { files: batch, isStretch: false, bytes };
}

function usualBytes(files: readonly TrailFile[]): number {
  const all = files.reduce((sum, { size }) => sum + size, 0);
  return Math.floor(Math.min(Math.max(all / PARTS, MIN_UNIT), MAX_UNIT));
}

function* stretchesOf(
  { path, size, problem }: TrailFile,
  unitBytes: number,
): Generator<TrailStretch> {
  if (problem !== undefined || size <= unitBytes) {
    yield { path };
    return;
  }
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // Reading it says why.
    yield { path };
    return;
  }
  try {
    let start = 0;
    if (isSplittable(file)) {
      for (let at = unitBytes; at < size; at = start + unitBytes) {
        const end = lineFrom(file, at);
        if (end === undefined) break;
        yield { path, start, end };
        start = end;
      }
    }
    yield start === 0 ? { path } : { path, start, end: size };
  } finally {
    closeSync(file);
  }
}

/** Whether the file begins with a line that is one record. */
function isSplittable(file: number): boolean {
  const head = read(file, 0);
  if (isGzip(head)) return false;
  const newline = head.indexOf(10);
  return newline > 0 && isRecord(head.subarray(0, newline));
}

/** Where the first line begins, from a place on, that is one record by itself; undefined if none does soon. */
function lineFrom(file: number, at: number): number | undefined {
  const bytes = read(file, at);
  for (let start = bytes.indexOf(10) + 1; start > 0; ) {
    const newline = bytes.indexOf(10, start);
    if (newline < 0) return undefined;
    if (isRecord(bytes.subarray(start, newline))) return at + start;
    start = newline + 1;
  }
  return undefined;
}

function read(file: number, at: number): Buffer {
  const bytes = Buffer.allocUnsafe(2 * MAX_RECORD_BYTES);
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, at));
}

function isRecord(line: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null && 'eventVersion' in value;
  } catch {
    return false;
  }
}
