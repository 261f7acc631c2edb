// Bounds how many calls are performed and how many wait. What is beyond that is refused: at once, as long as
// refusals are few. They cost something too, so that many of them are spread out: a client that is refused later
// asks again later.

/** The gate that every call goes through. */
export interface Admission {
  /** Whether another call would be taken now. */
  readonly hasRoom: () => boolean;
  /** Takes a call in: it may begin now, or when its turn comes; `full` when there are too many already. */
  readonly enter: () => 'now' | 'full' | Promise<void>;
  /** Gives back the place of a call that had begun. */
  readonly leave: () => void;
  /** How long a refusal is to wait for its turn, in milliseconds. */
  readonly refusalDelayMs: () => number;
  readonly inFlight: () => number;
  readonly queued: () => number;
}

/** How many calls are begun before the event loop gets to read more requests: a burst is seen as one. */
const startedPerTurn = 8;

const refusalsPerSecond = 300;
const longestDelayMs = 1000;

/**
 * A gate. Calls begin in the order they came; as many may wait as are performed, since what waits is no longer at hand
 * when its turn comes. `now` is in milliseconds.
 */
export function createAdmission(
  maxInFlight: number,
  now: () => number = () => performance.now(),
): Admission {
  let waiting: (() => void)[] = [];
  let next = 0;
  let inFlight = 0;
  let started = 0;
  let scheduled = false;
  let nextRefusal = 0;
  const queued = () => waiting.length - next;
  const mayStart = () => inFlight < maxInFlight && started < startedPerTurn;
  const begin = () => {
    inFlight++;
    if (++started === startedPerTurn) schedule();
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };
  const turn = () => {
    scheduled = false;
    started = 0;
    while (queued() > 0 && mayStart()) {
      begin();
      waiting[next++]!();
    }
    if (next > 1024 || queued() === 0) {
      waiting = waiting.slice(next);
      next = 0;
    }
  };
  return {
    hasRoom: () => queued() < maxInFlight,
    enter() {
      if (queued() === 0 && mayStart()) {
        begin();
        return 'now';
      }
      if (queued() >= maxInFlight) return 'full';
      if (inFlight < maxInFlight) schedule();
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave() {
      inFlight--;
      if (queued() > 0) schedule();
    },
    refusalDelayMs() {
      const time = now();
      const slot = Math.max(time, nextRefusal);
      nextRefusal = Math.min(slot + 1000 / refusalsPerSecond, time + longestDelayMs);
      // A burst of a few is not worth a timer.
      return slot - time < 20 ? 0 : slot - time;
    },
    inFlight: () => inFlight,
    queued,
  };
}
