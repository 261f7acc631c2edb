// The edits that take an item out of a list in JSON, with the comma that belongs to it.
import type { Position, Span } from '../model/span.ts';
import type { Edit } from './finding.ts';

/** Takes the items at the spans out of their list; undefined where the text is not JSON, or nothing would stay. */
export function withoutItem(text: string, span: Span | undefined): Edit | undefined {
  if (!span || !isJson(text.slice(span.start.offset, span.end.offset))) return undefined;
  const after = /^\s*,\s*/.exec(text.slice(span.end.offset));
  if (after) return cut(text, span.start.offset, span.end.offset + after[0].length);
  const before = /,\s*$/.exec(text.slice(0, span.start.offset));
  return before ? cut(text, span.start.offset - before[0].length, span.end.offset) : undefined;
}

/** Puts another text in the place of a span of JSON. */
export function inPlace(text: string, span: Span | undefined, by: string): Edit | undefined {
  if (!span || !isJson(text.slice(span.start.offset, span.end.offset))) return undefined;
  return { span, text: by };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function cut(text: string, start: number, end: number): Edit {
  return { span: { start: positionAt(text, start), end: positionAt(text, end) }, text: '' };
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: lines.at(-1)!.length + 1, offset };
}
