// The line that a diagnostic speaks of, with carets under the words. Plain text: colours are the
// command line's. Long lines are cut around the place, and nothing in it can steer a terminal.
import type { Span } from '../model/span.ts';
import { maskSecrets } from './mask-secrets.ts';
import { visible } from './quoted.ts';

/** How much of the text to show. */
export interface CodeFrameOptions {
  /** Lines before and after the one in question; 0 unless told. */
  readonly context?: number;
  /** Printed above the frame as `file:line:column`. */
  readonly file?: string;
}

/** The most characters of a line that are shown. */
const WIDTH = 100;
/** How many of them stand before the place. */
const LEAD = 40;

/** Shows the line of a span with carets under it, as far as the line goes. */
export function codeFrame(text: string, span: Span, options: CodeFrameOptions = {}): string {
  const { context = 0, file } = options;
  const lines = surroundingLines(text, span.start.offset - (span.start.column - 1), context);
  const first = span.start.line - lines.before.length;
  const gutter = String(span.start.line + lines.after.length).length;
  const from = Math.max(0, Math.min(span.start.column - 1 - LEAD, lines.line.length - WIDTH));
  const rows: string[] = [];
  const row = (line: number, content: string) =>
    rows.push(`${String(line).padStart(gutter)} | ${cut(content, from)}`.trimEnd());
  for (const [index, line] of lines.before.entries()) row(first + index, line);
  row(span.start.line, lines.line);
  rows.push(`${' '.repeat(gutter)} | ${carets(lines.line, span, from)}`);
  for (const [index, line] of lines.after.entries()) row(span.start.line + 1 + index, line);
  if (file !== undefined) {
    rows.unshift(`${visible(file)}:${span.start.line}:${span.start.column}`);
  }
  return rows.join('\n');
}

interface Lines {
  readonly before: readonly string[];
  readonly line: string;
  readonly after: readonly string[];
}

/** The line that starts at an offset and its neighbours, without splitting the whole text. */
function surroundingLines(text: string, offset: number, context: number): Lines {
  const before: string[] = [];
  let start = offset;
  while (before.length < context && start > 0) {
    const end = text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1;
    start = lineStart(text, end);
    before.unshift(text.slice(start, end));
  }
  let end = lineEnd(text, offset);
  const line = text.slice(offset, end);
  const after: string[] = [];
  while (after.length < context && end < text.length) {
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    end = lineEnd(text, next);
    after.push(text.slice(next, end));
  }
  return { before, line, after };
}

function lineStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

function lineEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The part of a line that is shown, one column for each character of it. */
function cut(whole: string, from: number): string {
  const line = maskSecrets(whole);
  const shown = line.slice(from, from + WIDTH);
  const start = from > 0 && shown !== '' ? '…' : '';
  const end = line.length > from + WIDTH ? '…' : '';
  return start + oneColumnEach(shown.slice(start.length)) + end;
}

/** Keeps tabs, so that the carets under them stay in line; other hidden characters become `·`. */
function oneColumnEach(text: string): string {
  return text.replace(/[^\t -~]/gu, (char) =>
    visible(char) === char ? char : '·'.repeat(char.length),
  );
}

function carets(line: string, span: Span, from: number): string {
  const start = span.start.column - 1;
  const sameLine = span.end.line === span.start.line;
  const end = Math.min(sameLine ? span.end.column - 1 : line.length, line.length, from + WIDTH);
  const lead = line.slice(from, start).replace(/[^\t]/g, ' ');
  return lead + '^'.repeat(Math.max(1, end - start));
}
