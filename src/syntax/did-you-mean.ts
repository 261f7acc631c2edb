// The candidate that a mistyped word most likely stood for. Words are short and the distance is
// bounded, so that hostile text costs nothing.

/** Longer words are not looked at: no name in a policy language is that long. */
const MAX_LENGTH = 64;

/**
 * The candidate nearest to a word by letters changed, added, left out or swapped: at most one for
 * each three letters, three in all. Case alone costs nothing. Undefined when none is near.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > MAX_LENGTH) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bound = Math.min(3, Math.ceil(word.length / 3));
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > MAX_LENGTH) continue;
    const distance = editDistance(lower, candidate.toLowerCase(), bound);
    if (distance > bound || (best !== undefined && distance === bound)) continue;
    best = candidate;
    if (distance === 0) return best;
    bound = distance;
  }
  return best;
}

/** ` (did you mean `x`?)`, or nothing: the tail of a message. */
export function didYouMeanHint(word: string, candidates: Iterable<string>): string {
  const near = didYouMean(word, candidates);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

/** Optimal string alignment distance; `bound + 1` as soon as it must be more than `bound`. */
function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > bound) return bound + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
