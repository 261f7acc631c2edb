// Reads trails: every record of files, folders and standard input, each with its place, and what cannot be read.

import { readChunks, type TrailStretch } from './chunks.ts';
import { trailFiles } from './files.ts';
import type { TrailPlace, TrailProblem, TrailSink } from './item.ts';
import { type ReadRecord, readRecord } from './read-record.ts';
import { createSplitter } from './split.ts';
import type { ParseText } from './text.ts';

/** A record, or what cannot be read, and where it stands. */
export type TrailItem =
  | { readonly kind: 'record'; readonly place: TrailPlace; readonly read: ReadRecord }
  | { readonly kind: 'problem'; readonly place: TrailPlace; readonly problem: TrailProblem };

/** Reads paths, in order; a folder's files by their names; `-` is standard input. Never throws. */
export async function* readTrail(paths: readonly string[]): AsyncGenerator<TrailItem> {
  for (const { path, problem } of trailFiles(paths)) {
    if (problem !== undefined) {
      yield { kind: 'problem', place: { file: path, line: 0 }, problem };
      continue;
    }
    let items: TrailItem[] = [];
    const sink: TrailSink = {
      value: (value, line, record) =>
        items.push({
          kind: 'record',
          place: { file: path, line, record },
          read: readRecord(recordValue(value)),
        }),
      problem: (problem, line, record) =>
        items.push({ kind: 'problem', place: { file: path, line, record }, problem }),
    };
    for await (const _ of feed({ path }, sink)) {
      yield* items;
      items = [];
    }
  }
}

/** Reads one stretch of a file into a sink; yields the number of lines that ended so far after each chunk. */
export async function* feed(
  stretch: TrailStretch,
  sink: TrailSink,
  parse?: ParseText,
): AsyncGenerator<number> {
  const splitter = createSplitter(sink, parse);
  let problem: TrailProblem | undefined;
  for await (const chunk of readChunks(stretch)) {
    if (Buffer.isBuffer(chunk)) {
      splitter.push(chunk);
      yield splitter.lines();
    } else problem = chunk;
  }
  // What a file lacks follows from why it could not be read on: that alone is said.
  splitter.end(problem !== undefined);
  if (problem !== undefined) sink.problem(problem, 0, undefined);
  yield splitter.lines();
}

/** The record that an element of a trail holds: of `aws cloudtrail lookup-events`, the text in CloudTrailEvent. */
export function recordValue(value: unknown): unknown {
  const text = (value as { readonly CloudTrailEvent?: unknown } | null)?.CloudTrailEvent;
  if (typeof text !== 'string') return value;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
