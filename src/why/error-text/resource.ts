// What a denial says was to be acted on: an ARN, or words in its place.

import { arnAt } from './arn.ts';
import type { DeniedResource } from './denied-text.ts';
import { resourceForms } from './forms.ts';
import { type Letters, squeezed } from './letters.ts';
import { isCutIn, isOver } from './over.ts';
import { startsReason } from './reason.ts';

/** A resource, and the letter after it. */
export interface ReadResource {
  readonly resource: DeniedResource | undefined;
  readonly words: string;
  readonly end: number;
  /** Whether nothing of the resource can be missing at the end of the text. */
  readonly whole: boolean;
  readonly cut: boolean;
}

/** Reads the resource that starts at the letter `from`; a denial need not have one. */
export function resourceAt(letters: Letters, from: number, limit: number): ReadResource {
  const none = { resource: undefined, words: '', end: from, whole: false, cut: false };
  const form = forms.find((row) => letters.lower.startsWith(row.letters, from));
  if (form === undefined)
    return { ...none, cut: forms.some((row) => isCutIn(letters, from, row.letters)) };
  const { phrase, resource } = form;
  const end = from + form.letters.length;
  if (resource !== undefined) return { resource, words: phrase, end, whole: false, cut: false };
  if (letters.text[end] === '*')
    return {
      resource: { kind: 'any' },
      words: `${phrase} *`,
      end: end + 1,
      whole: true,
      cut: false,
    };
  const found = arnAt(letters, end, limit, (at) => startsReason(letters, at));
  if (found === undefined)
    return {
      ...none,
      words: phrase,
      end,
      cut: isOver(letters, end) || isCutIn(letters, end, 'arn:'),
    };
  if (!found.whole) return { ...none, words: phrase, end: found.end, cut: true };
  const { arn } = found;
  const words = `${phrase} ${arn}`;
  return { resource: { kind: 'arn', arn }, words, end: found.end, whole: true, cut: false };
}

const forms = resourceForms.map((form) => ({ ...form, letters: squeezed(form.phrase) }));
