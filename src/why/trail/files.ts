// The files of a trail: those that are named, and what lies below folders, as CloudTrail writes it to S3:
// AWSLogs/<account>/CloudTrail/<region>/yyyy/mm/dd/*.json.gz.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
import { readdirSync, statSync } from 'node:fs';
import { quoted } from '../../syntax/quoted.ts';
import type { TrailProblem } from './item.ts';

/** A file to read, and its size in bytes; or why it cannot be read. `-` is standard input. */
export interface TrailFile {
  readonly path: string;
  readonly size: number;
  readonly problem?: TrailProblem;
}

/** The files of paths, in the order of the paths, and of their names within a folder. */
export function trailFiles(paths: readonly string[]): readonly TrailFile[] {
  return paths.flatMap((path) => {
    if (path === '-') return [{ path, size: 0 }];
    const found = [...at(path, true)];
    if (found.length > 0) return found;
    const message = 'there is no .json, .jsonl, .ndjson or .gz file in this folder';
    return [{ path, size: 0, problem: { kind: 'unreadable', message } as const }];
  });
}

const names = /\.(json|jsonl|ndjson|gz)$/i;

function* at(path: string, named: boolean): Generator<TrailFile> {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) yield* below(path.replace(/(?<=[^\\/])[\\/]+$/, ''));
    else if (named || names.test(path)) yield { path, size: stat.size };
  } catch (error) {
    yield { path, size: 0, problem: unreadable(path, error) };
  }
}

/** Links to folders are not followed: they may lead round in a circle. */
function* below(folder: string): Generator<TrailFile> {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* inFolder(path);
    else if (names.test(entry.name)) yield* at(path, false);
  }
}

function* inFolder(path: string): Generator<TrailFile> {
  try {
    yield* below(path);
  } catch (error) {
    yield { path, size: 0, problem: unreadable(path, error) };
  }
}

/** Says that a file cannot be read. */
export function unreadable(path: string, error: unknown): TrailProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const why = code === 'ENOENT' ? 'there is no such file or folder' : code;
  return { kind: 'unreadable', message: `${quoted(path)} cannot be read: ${why}` };
}
