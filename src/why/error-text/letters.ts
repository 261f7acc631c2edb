// A text without its white space, quotes and frames, so that a sentence reads the same however it was
// wrapped, indented, boxed or cut into string literals. What stood between two letters is kept as a gap.
import { asciiLower } from '../../model/ascii.ts';

/** The letters of a text (everything that is no gap). */
export interface Letters {
  readonly text: string;
  readonly lower: string;
  /** The gap before each letter, and at the end the gap after the last. */
  readonly gaps: Uint8Array;
  /** Where each letter stands in the text that was given; at the end its length. */
  readonly at: Int32Array;
}

/** What stood before a letter, each more than the one before it. */
export const Gap = { none: 0, blank: 1, line: 2, paragraph: 3 } as const;

/** The letters of a text. Linear time. */
export function lettersOf(text: string): Letters {
  const gaps = new Uint8Array(text.length + 1);
  const at = new Int32Array(text.length + 1);
  const kept: string[] = [];
  let gap: number = Gap.none;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const kind = gapOf(char, gap, text[i + 1]);
    if (kind === 'nothing') continue;
    if (kind !== undefined) {
      gap = widen(gap, kind);
      continue;
    }
    gaps[kept.length] = gap;
    at[kept.length] = i;
    // Word processors put other hyphens into `resource-based`.
    kept.push(HYPHEN.test(char) ? '-' : char);
    gap = Gap.none;
  }
  gaps[kept.length] = gap;
  at[kept.length] = text.length;
  const joined = kept.join('');
  return { text: joined, lower: asciiLower(joined), gaps, at };
}

/** The letters of a phrase, in lower case: what to look for. */
export function squeezed(phrase: string): string {
  return lettersOf(phrase).lower;
}

function widen(gap: number, kind: number): number {
  if (kind === Gap.blank) return Math.max(gap, Gap.blank);
  return gap >= Gap.line ? Gap.paragraph : Gap.line;
}

/** The gap that a character is; `nothing` for one that does not even show; undefined for a letter. */
function gapOf(
  char: string,
  gap: number,
  next: string | undefined,
): number | 'nothing' | undefined {
  if (PLAIN.test(char)) {
    // `'…' +` at the end of a line joins two literals.
    const joins = char === '+' && gap === Gap.blank && (next === '\n' || next === '\r');
    return joins ? Gap.blank : undefined;
  }
  if (char === '\n' || char === '\u2028' || char === '\u2029') return Gap.line;
  if (char === '|' || char === '>') return gap >= Gap.line ? Gap.blank : undefined;
  if (BLANK.test(char)) return Gap.blank;
  return HIDDEN.test(char) ? 'nothing' : undefined;
}

const PLAIN = /[A-Za-z0-9:/.,*+=@_-]/;
const BLANK = /[\s"'`\\“”‘’«»\u2500-\u257f]/;
const HYPHEN = /[\u2010\u2011\u2012\u2013\u2212]/;
const HIDDEN = /[\p{Cc}\p{Cf}]/u;
