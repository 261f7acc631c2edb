// Times as AWS writes them in records and in aws:CurrentTime: UTC, to the whole second.

/** `2026-01-01T09:30:00Z`; throws a RangeError for a date that is none. */
export function utcSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
