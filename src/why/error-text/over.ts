// Where a text stops in the middle: at its end, or at the ellipsis of whoever cut it.
import type { Letters } from './letters.ts';

/** Whether the text is over at a letter: nothing comes after it, or an ellipsis does. */
export function isOver(letters: Letters, at: number): boolean {
  return at >= letters.text.length || ELLIPSIS.test(letters.lower.slice(at, at + 12));
}

/** Whether the text is over inside a phrase that starts at a letter, after more of its letters than `least`. */
export function isCutIn(letters: Letters, from: number, phrase: string, least = 0): boolean {
  let same = 0;
  while (same < phrase.length && letters.lower[from + same] === phrase[same]) same++;
  if (same === phrase.length || same <= least) return false;
  return isOver(letters, from + same);
}

const ELLIPSIS = /^(?:\.\.\.|…|[[(<]?truncated)/;
