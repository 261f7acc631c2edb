// The lines of a document around a statement or a clause, with carets. Built only when read.
import type { StatementSource } from '../model/decision.ts';
import type { Span } from '../model/span.ts';
import type { ClauseTrace, StatementTrace } from '../model/trace.ts';
import { codeFrame } from '../syntax/code-frame.ts';
import type { Case } from './case.ts';
import { policyOf } from './case.ts';

/** The most lines of a statement that an excerpt shows. */
const most = 14;

/**
 * The whole statement in its document with carets under what counts: the conditions, else the action.
 * Undefined without a source text.
 */
export function statementExcerpt(subject: Case, statement: StatementTrace): string | undefined {
  const { source } = statement;
  const text = policyOf(subject, source)?.text;
  const { span } = source;
  if (text === undefined || span === undefined) return undefined;
  if (span.start.line === span.end.line) return codeFrame(text, span);
  const marks = marksOf(statement);
  return linesOf(text, span)
    .map((line) => {
      const mark = marks.find(({ start }) => start.line === line.start.line);
      const [first = '', carets = ''] = codeFrame(text, mark ?? line).split('\n');
      return mark === undefined ? [first] : [first, carets];
    })
    .map((rows) => rows.map((row) => aligned(row, span.end.line)).join('\n'))
    .join('\n');
}

/** One clause of a statement in its document; undefined without a source text. */
export function clauseExcerpt(
  subject: Case,
  source: StatementSource,
  { clause }: ClauseTrace,
): string | undefined {
  const text = policyOf(subject, source)?.text;
  return text === undefined || clause.span === undefined ? undefined : codeFrame(text, clause.span);
}

function marksOf(statement: StatementTrace): readonly Span[] {
  const conditions = statement.clauses.filter(({ clause }) => clause.kind === 'Condition');
  const telling =
    conditions.length > 0
      ? conditions
      : statement.clauses.filter(({ clause }) => clause.kind.endsWith('Action'));
  return telling.flatMap(({ clause }) => (clause.span === undefined ? [] : [clause.span]));
}

/** The lines of a stretch of text, as spans from the start of each. */
function linesOf(text: string, { start, end }: Span): readonly Span[] {
  const lines: Span[] = [];
  let offset = start.offset - (start.column - 1);
  const last = Math.min(end.line, start.line + most - 1);
  for (let line = start.line; line <= last; line++) {
    const at = { line, column: 1, offset };
    lines.push({ start: at, end: at });
    offset = text.indexOf('\n', offset) + 1;
    if (offset === 0) break;
  }
  return lines;
}

/** Pads the line numbers to the width of the largest. */
function aligned(row: string, largest: number): string {
  const gutter = row.indexOf(' |');
  return ' '.repeat(Math.max(0, String(largest).length - gutter)) + row;
}
