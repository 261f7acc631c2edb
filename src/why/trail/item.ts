// What a trail holds, one item after another: a value that stands where a record should, or what is wrong there.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html

/** Where a record stands: its line, and its number where records are the elements of a list. Both from 1. */
export interface TrailPlace {
  readonly file: string;
  readonly line: number;
  readonly record?: number | undefined;
}

/** Why something in a trail cannot be read. */
export type TrailProblemKind =
  | 'unreadable'
  | 'empty'
  | 'gzip'
  | 'not-json'
  | 'not-utf-8'
  | 'truncated'
  | 'too-deep'
  | 'too-large'
  | 'broken';

/** One thing that cannot be read; `message` goes on after the place: "it ends in the middle". */
export interface TrailProblem {
  readonly kind: TrailProblemKind;
  readonly message: string;
}

/** Takes what a trail holds, in its order. */
export interface TrailSink {
  readonly value: (value: unknown, line: number, record: number | undefined) => void;
  readonly problem: (problem: TrailProblem, line: number, record: number | undefined) => void;
}

/** The most bytes of one record. CloudTrail's own limit is 256 KB. */
export const MAX_RECORD_BYTES = 1024 * 1024;
/** The most objects and lists inside one another in a record. A record needs about ten. */
export const MAX_RECORD_DEPTH = 64;

/** `file:line`, or `file, record 17`. */
export function placeText({ file, line, record }: TrailPlace): string {
  if (record !== undefined) return `${file}, record ${record}`;
  return line > 0 ? `${file}:${line}` : file;
}
