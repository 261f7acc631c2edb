// Texts cut out of a larger text hold on to all of it: what is kept of a trail is copied first.

/** A copy of a text that holds on to nothing else. */
export function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Longer texts are nothing that AWS makes, and are not remembered. */
export const MAX_TEXT = 4096;

/** Remembers up to `limit` results of `compute`, under copies of the texts; when full it starts anew. */
export function flatMemo<Value>(
  limit: number,
  compute: (text: string) => Value,
): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      const copy = flat(text);
      value = compute(copy);
      if (copy.length > MAX_TEXT) return value;
      if (known.size >= limit) known.clear();
      known.set(copy, value);
    }
    return value;
  };
}
