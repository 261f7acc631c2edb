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
