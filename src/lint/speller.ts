// Looks for the names that unknown ones were meant as, a bounded number of times: a document with thousands of
// unknown names is no document with thousands of misspellings.
import { didYouMean } from '../syntax/did-you-mean.ts';

const MAX_WORDS = 200;

/** A search for near names for one document; after 200 words it finds none. */
export function speller(): (
  word: string,
  find: (word: string) => string | undefined,
) => string | undefined {
  let words = 0;
  return (word, find) => (words++ < MAX_WORDS ? find(word) : undefined);
}

/** The search among a list of names. */
export function among(names: () => readonly string[]): (word: string) => string | undefined {
  return (word) => didYouMean(word, names());
}
