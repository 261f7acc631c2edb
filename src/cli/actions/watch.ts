// Runs a job again whenever one of its files changes. Editors write files in several steps, so
// changes that come close together count as one.
import { type FSWatcher, statSync, watch as watchPath } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Io } from '../io.ts';

const debounceMilliseconds = 100;

/** A job that says which files it read. */
export type WatchedJob = () => Promise<{ readonly watched: readonly string[] }>;

/** Runs the job now and after every change, until the process ends. */
export async function watch(paths: readonly string[], job: WatchedJob, io: Io): Promise<never> {
  const watchers = new Map<string, FSWatcher>();
  const changes = changeCounter();
  for (;;) {
    const seen = changes.count();
    const { watched } = await job();
    const folders = [...paths.filter(isFolder), ...watched.map((path) => dirname(path))];
    for (const folder of new Set(folders)) {
      if (watchers.has(folder) || !isFolder(folder)) continue;
      watchers.set(folder, watchPath(folder, changes.notice));
    }
    io.stderr('watching for changes; Ctrl-C ends\n');
    await changes.after(seen);
    io.stderr('\n');
  }
}

/** Counts changes, so that those that come while the job runs are not lost. */
function changeCounter() {
  let number = 0;
  let wake: () => void = () => {};
  const notice = (): void => {
    number++;
    wake();
  };
  const next = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const after = async (seen: number): Promise<void> => {
    while (number === seen) await next();
    let before: number;
    do {
      before = number;
      await setTimeout(debounceMilliseconds);
    } while (number !== before);
  };
  return { count: () => number, notice, after };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
