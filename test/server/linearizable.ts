// Decides whether a history of calls could have happened one after another, each at some moment between its start
// and its end: the search of Wing and Gong, with Lowe's memory of what was tried.
// https://www.cs.ox.ac.uk/people/gavin.lowe/LinearizabiltyTesting/paper.pdf

/** A call that took place, in a time that all who call share. */
export interface Timed {
  readonly start: number;
  readonly end: number;
}

/** What calls do one after another: the state after a call, or undefined if it cannot have gone so. */
export interface Model<C extends Timed, S> {
  readonly initial: S;
  readonly step: (state: S, call: C) => S | undefined;
  readonly nameOf: (state: S) => string;
}

/** Whether there is such an order. */
export function isLinearizable<C extends Timed, S>(
  history: readonly C[],
  { initial, step, nameOf }: Model<C, S>,
): boolean {
  const calls = [...history].sort((a, b) => a.start - b.start);
  const tried = new Set<string>();
  /** Calls before `first` are done; of those from it on, the ones in `done`. */
  interface Node {
    readonly first: number;
    readonly done: ReadonlySet<number>;
    readonly state: S;
  }
  const stack: Node[] = [{ first: 0, done: new Set(), state: initial }];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const { first, done, state } = node;
    if (first === calls.length) return true;
    // A call may come next if it began before every call that is not done had ended.
    let earliestEnd = Number.POSITIVE_INFINITY;
    const open: number[] = [];
    for (let at = first; at < calls.length && calls[at]!.start <= earliestEnd; at++) {
      if (done.has(at)) continue;
      open.push(at);
      earliestEnd = Math.min(earliestEnd, calls[at]!.end);
    }
    for (const at of open) {
      if (calls[at]!.start > earliestEnd) continue;
      const next = step(state, calls[at]!);
      if (next === undefined) continue;
      const now = new Set(done).add(at);
      let begin = first;
      while (now.delete(begin)) begin++;
      const name = `${begin} ${[...now].sort((a, b) => a - b).join()} ${nameOf(next)}`;
      if (tried.has(name)) continue;
      tried.add(name);
      stack.push({ first: begin, done: now, state: next });
    }
  }
  return false;
}
