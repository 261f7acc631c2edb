// How far a long run is: on standard error, only where a terminal shows it, gone at the end.
import type { Io } from './io.ts';

/** Says which item is at work. */
export interface Progress {
  readonly at: (index: number) => void;
  readonly end: () => void;
}

/** Shows progress over `total` items; nothing for few, or where no terminal reads along. */
export function progress(io: Io, total: number): Progress {
  if (!io.stderrIsTerminal || total < 20) return { at: () => {}, end: () => {} };
  return {
    at: (index) => io.stderr(`\r${index + 1} of ${total}`),
    end: () => io.stderr(`\r${' '.repeat(2 * String(total).length + 4)}\r`),
  };
}

/** How much of a long run is done, as a bar. */
export interface ProgressBar {
  /** `part` is between 0 and 1. */
  readonly at: (part: number, words: string) => void;
  readonly end: () => void;
}

/** Shows a bar; nothing where no terminal reads along. */
export function progressBar(io: Io): ProgressBar {
  if (!io.stderrIsTerminal) return { at: () => {}, end: () => {} };
  let width = 0;
  return {
    at(part, words) {
      const filled = Math.round(Math.min(1, Math.max(0, part)) * BAR);
      const line = `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${Math.round(part * 100)} %, ${words}`;
      io.stderr(`\r${line.padEnd(width)}`);
      width = line.length;
    },
    end() {
      if (width > 0) io.stderr(`\r${' '.repeat(width)}\r`);
    },
  };
}

const BAR = 30;
