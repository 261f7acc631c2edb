// The place of a part of a value, for carets under the very characters that are meant.
import type { Span } from '../model/span.ts';
import { nowhere } from '../syntax/node.ts';
import type { PlacedText } from './written.ts';

/**
 * Where characters `start` to `end` of a text stand. Only a text on one line that is written as it is
 * (no escapes, so as long as its value, with or without quotes) can be cut; else it is the whole.
 */
export function subSpan({ text, span }: PlacedText, start: number, end: number): Span {
  if (span === nowhere || span.start.line !== span.end.line) return span;
  const quotes = span.end.offset - span.start.offset - text.length;
  if (quotes !== 0 && quotes !== 2) return span;
  const from = quotes / 2 + start;
  const to = quotes / 2 + end;
  const { line, column, offset } = span.start;
  return {
    start: { line, column: column + from, offset: offset + from },
    end: { line, column: column + to, offset: offset + to },
  };
}
