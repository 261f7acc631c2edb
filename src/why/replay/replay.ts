// Decides every record of a trail in two worlds, and reports what would change: the trail is shared out to
// threads, and comes to the same report however many they are.
import { availableParallelism } from 'node:os';
import type { World } from '../../world/world.ts';
import { type TrailFile, trailFiles } from '../trail/files.ts';
import { createMerger } from './merge.ts';
import type { ReplayReport } from './report.ts';
import { createThreads } from './threads.ts';
import { unitsOf } from './units.ts';

/** How a replay runs, and who hears how far it is. */
export interface ReplayOptions {
  /** Worker threads; 1 replays in the calling thread. Default: one for each GB, up to one for each processor. */
  readonly threads?: number | undefined;
  /** Called after each unit of work. */
  readonly onProgress?: ((progress: ReplayProgress) => void) | undefined;
  /** About how many bytes one thread takes at a time. */
  readonly unitBytes?: number | undefined;
}

/** How far a replay is. */
export interface ReplayProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly records: number;
}

/**
 * Replays the trails at paths (files, folders, `-` for standard input) in a world and in the one that is to follow
 * it. What cannot be read or judged is part of the report; nothing of a trail makes it reject.
 */
export async function replay(
  before: World,
  after: World,
  paths: readonly string[],
  options: ReplayOptions = {},
): Promise<ReplayReport> {
  const files = trailFiles(paths);
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  const merger = createMerger();
  const threads = createThreads(before, after, options.threads ?? usualThreads(files));
  let bytes = 0;
  let records = 0;
  let linesBefore = 0;
  let stretched: string | undefined;
  try {
    for await (const { unit, result } of threads.run(unitsOf(files, options.unitBytes))) {
      const [{ path, start = 0 }] = unit.files as [(typeof unit.files)[number]];
      if (!unit.isStretch || stretched !== path || start === 0) linesBefore = 0;
      merger.add(result.part, linesBefore);
      stretched = unit.isStretch ? path : undefined;
      linesBefore += result.lines;
      bytes += unit.bytes;
      records += result.part.read;
      options.onProgress?.({ bytes, totalBytes, records });
    }
  } finally {
    await threads.close();
  }
  return merger.report(files.length);
}

/** What keeps a thread at work for longer than it takes to get up to speed: each learns the calls of a trail anew. */
const THREAD_BYTES = 1e9;

/** How much larger records are than gzip makes them, about. */
const PACKED = 10;

function usualThreads(files: readonly TrailFile[]): number {
  let bytes = 0;
  for (const { path, size } of files) bytes += /\.gz$/i.test(path) ? PACKED * size : size;
  return Math.min(Math.max(1, Math.ceil(bytes / THREAD_BYTES)), availableParallelism());
}
