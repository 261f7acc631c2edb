// The denials by AWS KMS in a clean text, each with what its wrapper adds.
import type { DeniedText } from './denied-text.ts';
import { sentenceForms } from './forms.ts';
import { type Letters, lettersOf, squeezed } from './letters.ts';
import { formAt, NOT_AUTHORIZED, type Sentence, sentenceAt } from './sentence.ts';
import { readWrapper, WRAPPER_REACH } from './wrapper.ts';

/** The denials of a text, and the action of a denial by another service, if there is one. */
export interface FoundDenials {
  readonly denials: readonly DeniedText[];
  readonly otherAction: string | undefined;
}

/** Finds the denials in a text that is clean: each once, in its order, and at most so many. Linear time. */
export function findDenials(text: string, atMost: number): FoundDenials {
  const letters = lettersOf(text);
  const anchors = [...letters.lower.matchAll(ANCHOR)].map(({ index }) => index);
  const found = new Map<string, DeniedText>();
  let otherAction: string | undefined;
  let previous = 0;
  let lastKey = '';
  for (const [index, anchor] of anchors.entries()) {
    const limit = anchors[index + 1] ?? letters.text.length;
    const sentence = readAt(letters, anchor, previous, limit);
    if (sentence === undefined) continue;
    if (sentence.service !== 'kms') otherAction ??= sentence.action ?? `${sentence.service}:`;
    else {
      const denied = wrapped(text, letters, sentence, previous, limit);
      const key = isAgain(found.get(lastKey), denied) ? lastKey : keyOf(denied);
      if (found.size === atMost && !found.has(key)) break;
      found.set(key, together(found.get(key), denied));
      lastKey = key;
    }
    previous = sentence.end;
  }
  return { denials: [...found.values()], otherAction };
}

/** What tells denials apart. */
function keyOf({ principal, action, resource, said }: DeniedText): string {
  return JSON.stringify([principal, action, resource, said]);
}

/** Whether a denial that was cut off is told again, as the SDK for PHP does. */
function isAgain(last: DeniedText | undefined, { principal, action }: DeniedText): boolean {
  return last?.cut === true && last.principal === principal && last.action === action;
}

/** An SDK may say the same twice, once with the request's id. */
function together(first: DeniedText | undefined, denied: DeniedText): DeniedText {
  if (first === undefined) return denied;
  return first.cut && !denied.cut ? { ...first, ...denied } : { ...denied, ...first };
}

const starts = sentenceForms.map((form) => ({
  form,
  letters: squeezed(form.phrase.split('ACTION')[0]!),
}));

const ANCHOR = new RegExp([NOT_AUTHORIZED, ...starts.map((row) => row.letters)].join('|'), 'g');

function readAt(
  letters: Letters,
  anchor: number,
  from: number,
  limit: number,
): Sentence | undefined {
  if (letters.lower.startsWith(NOT_AUTHORIZED, anchor))
    return sentenceAt(letters, anchor, from, limit);
  const row = starts.find((start) => letters.lower.startsWith(start.letters, anchor));
  return row && formAt(letters, anchor, row.form);
}

function wrapped(
  text: string,
  letters: Letters,
  sentence: Sentence,
  previous: number,
  limit: number,
): DeniedText {
  const start = letters.at[sentence.start]!;
  const end = letters.at[sentence.end]!;
  const before = text.slice(Math.max(letters.at[previous]!, start - WRAPPER_REACH), start);
  const after = upToNext(
    text.slice(end, Math.min(letters.at[limit]!, end + WRAPPER_REACH)),
    limit,
    letters,
  );
  const { action: operation, ...wrapper } = readWrapper(before, after);
  const { principal, resource, said, cut } = sentence;
  const action = sentence.action ?? operation;
  return {
    ...(principal === undefined ? {} : { principal }),
    ...(action === undefined ? {} : { action }),
    ...(resource === undefined ? {} : { resource }),
    said,
    cut,
    text: sentence.text,
    ...wrapper,
  };
}

/** The line in which the next sentence starts belongs to that one. */
function upToNext(after: string, limit: number, letters: Letters): string {
  const line = after.lastIndexOf('\n');
  return limit === letters.text.length || line < 0 ? after : after.slice(0, line);
}
