// The last calls, so that each can be explained by its request id. Denials and errors have a place of their own:
// a thousand calls that succeed do not push out the one that somebody asks about.

/** A call that can be explained. Nothing that was sent or answered is kept. */
export interface RememberedCall {
  readonly requestId: string;
  /** Whether it was allowed and succeeded. */
  readonly good: boolean;
  /** The explanation, as JSON. */
  readonly explain: () => object;
}

/** The memory of a server. */
export interface RememberedCalls {
  readonly add: (call: RememberedCall) => void;
  readonly find: (requestId: string) => RememberedCall | undefined;
  readonly count: () => number;
}

/** How many are remembered: of those that succeeded fewer, since each costs its share of every collection of garbage. */
export interface MemoryLimits {
  readonly good: number;
  readonly bad: number;
}

/** A memory of so many calls of each kind. */
export function rememberCalls(limits: MemoryLimits = { good: 100, bad: 2000 }): RememberedCalls {
  const good = ring(limits.good);
  const bad = ring(limits.bad);
  return {
    add: (call) => (call.good ? good : bad).add(call),
    find: (requestId) => bad.find(requestId) ?? good.find(requestId),
    count: () => good.count() + bad.count(),
  };
}

/** The newest takes the place of the oldest. Few are ever looked for, so that nothing is kept in order for it. */
function ring(size: number) {
  const calls: RememberedCall[] = [];
  let next = 0;
  return {
    add(call: RememberedCall) {
      calls[next] = call;
      next = (next + 1) % size;
    },
    find: (requestId: string) => calls.find((call) => call.requestId === requestId),
    count: () => calls.length,
  };
}
