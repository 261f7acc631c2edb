// Ends the reading of a text in which so much is wrong that more words help nobody. Without an end, a
// hostile text could make its reader look for thousands of suggestions that nobody sees.

/** Thrown by a full list of diagnostics; caught where the list was made. */
export class TooManyProblems extends Error {}

/** Runs a reader; undefined when its list of diagnostics was full before it came to its end. */
export function untilTooMany<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooManyProblems) return undefined;
    throw error;
  }
}
