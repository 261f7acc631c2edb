// Times as AWS writes them in records and in aws:CurrentTime: UTC, to the whole second.

/** `2026-01-01T09:30:00Z`; throws a RangeError for a date that is none. */
export function utcSeconds(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second !== last.second) last = { second, text: `${date.toISOString().slice(0, 19)}Z` };
  return last.text;
}

/** What was asked for last: a server is asked for one second thousands of times. */
let last = { second: Number.NaN, text: '' };
