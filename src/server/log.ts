// The server's log: one JSON object on each line. It tells who called what and how it ended, never what was sent
// or answered: no bodies, no headers but the user agent, no signatures, no tokens.
import { utcSeconds } from '../model/utc-seconds.ts';

/** What a line may hold. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes lines. */
export interface Log {
  readonly write: (level: Line['level'], message: string, fields?: LogFields) => void;
  /** Writes what has not been written yet. */
  readonly flush: () => void;
}

/** What is written in one line. */
interface Line {
  readonly at: Date;
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly fields: LogFields | undefined;
}

/** Lines are made and written together: a line of its own would cost as much as a call. */
const patienceMs = 20;

/** A log that writes its lines together. */
export function createLog(write: ((text: string) => void) | undefined, now: () => Date): Log {
  if (write === undefined) return { write: () => {}, flush: () => {} };
  let lines: Line[] = [];
  const flush = () => {
    if (lines.length > 0) write(lines.map(textOf).join(''));
    lines = [];
  };
  return {
    flush,
    write(level, message, fields) {
      if (lines.length === 0) setTimeout(flush, patienceMs).unref();
      lines.push({ at: now(), level, message, fields });
    },
  };
}

function textOf({ at, level, message, fields }: Line): string {
  const milliseconds = String(at.getUTCMilliseconds()).padStart(3, '0');
  const time = utcSeconds(at).replace('Z', `.${milliseconds}Z`);
  return `${JSON.stringify({ time, level, message, ...fields })}\n`;
}
