// Remembers the calls that were made, so that a captured request cannot be sent again. A call is known by what
// its SDK calls it: two equal calls without that name are two calls, and are let through.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html

/** A memory of calls. */
export interface ReplayGuard {
  /** Whether a call is new; it is remembered until `end`. `full` when there is no room left to remember it. */
  admit(call: string, end: Date, now: Date): 'new' | 'known' | 'full';
}

/** Makes a guard that remembers at most `limit` calls: past that, it is full until some have ended. */
export function createReplayGuard(limit = 500_000): ReplayGuard {
  const ends = new Map<string, number>();
  const forget = (now: number) => {
    for (const [call, end] of ends) if (end < now) ends.delete(call);
  };
  let sweepAt = 0;
  return {
    admit(call, end, now) {
      const time = now.getTime();
      // A sweep costs as much as there is to remember: one a minute, or when there is no room.
      if (time >= sweepAt) {
        forget(time);
        sweepAt = time + 60_000;
      }
      if (ends.has(call)) return 'known';
      if (ends.size >= limit) return 'full';
      ends.set(call, end.getTime() + 1000);
      return 'new';
    },
  };
}
