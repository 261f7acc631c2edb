// The edits that take an item out of a list in JSON, with the comma that belongs to it.
import type { Position, Span } from '../model/span.ts';
import type { Edit } from './finding.ts';

/** Takes the items at the spans out of their list; undefined where the text is not JSON, or nothing would stay. */
export function withoutItem(text: string, span: Span | undefined): Edit | undefined {
  if (!span || !isJson(text.slice(span.start.offset, span.end.offset))) return undefined;
  const { start, end } = span;
  const after = /^\s*,\s*/.exec(text.slice(end.offset, end.offset + REACH))?.[0];
  if (after !== undefined) return { span: { start, end: beyond(end, after) }, text: '' };
  const before = /,\s*$/.exec(text.slice(Math.max(0, start.offset - REACH), start.offset))?.[0];
  if (before === undefined) return undefined;
  return { span: { start: back(text, start, before), end }, text: '' };
}

// White space is looked for no farther than this.
const REACH = 500;

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

function beyond({ line, column, offset }: Position, text: string): Position {
  const lines = text.split('\n');
  const isSame = lines.length === 1;
  return {
    line: line + lines.length - 1,
    column: isSame ? column + text.length : lines.at(-1)!.length + 1,
    offset: offset + text.length,
  };
}

function back(text: string, { line, offset }: Position, before: string): Position {
  const start = offset - before.length;
  return {
    line: line - (before.split('\n').length - 1),
    column: start - text.lastIndexOf('\n', start - 1),
    offset: start,
  };
}
