// Sets of statements as bits, 32 a word: a request's candidates are three of them, and-ed.

/** A set of statement ids. */
export type Words = Int32Array;

/** An empty set with room for `count` statements. */
export function emptyWords(count: number): Words {
  return new Int32Array((count + 31) >>> 5);
}

/** Adds a statement to a set. */
export function addTo(words: Words, id: number): void {
  words[id >>> 5]! |= 1 << (id & 31);
}

/** Takes a statement out of a set. */
export function removeFrom(words: Words, id: number): void {
  words[id >>> 5]! &= ~(1 << (id & 31));
}

/** Whether a statement is in a set. */
export function isIn(words: Words, id: number): boolean {
  return (words[id >>> 5]! & (1 << (id & 31))) !== 0;
}
