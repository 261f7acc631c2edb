// What was worked out about a thing, remembered for as long as the thing lives.

/** Answers by the thing that they are about, then by an id. */
export type Memory<Thing extends object, T> = WeakMap<Thing, Map<string, T>>;

/** More than this is not kept for one thing: a large account has millions of pairs. */
const KEPT = 4096;

/** The remembered answer, or a new one, which is remembered unless it has no id. */
export function remembered<Thing extends object, T>(
  memory: Memory<Thing, T>,
  thing: Thing,
  id: string | undefined,
  make: () => T,
): T {
  if (id === undefined) return make();
  let known = memory.get(thing);
  if (known === undefined) {
    known = new Map();
    memory.set(thing, known);
  }
  const answer = known.get(id);
  if (answer !== undefined) return answer;
  if (known.size >= KEPT) known.clear();
  const made = make();
  known.set(id, made);
  return made;
}
