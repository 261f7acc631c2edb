// An order of texts that is the same everywhere.

/** Compares by code units. */
export function ascending(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
