// Memory that forgets: requests bring fresh strings without end, so every table here is bounded.

/** Remembers up to `limit` results of `compute`; when full it starts anew, so that hostile input costs time, not memory. */
export function memo<Key, Value>(limit: number, compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      if (known.size >= limit) known.clear();
      known.set(key, value);
    }
    return value;
  };
}
