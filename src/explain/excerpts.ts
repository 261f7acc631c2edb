// The lines of a document around a statement or a clause, with carets. Built only when read.
import type { StatementSource } from '../model/decision.ts';
import type { Clause, Statement } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import type { ClauseTrace, StatementTrace } from '../model/trace.ts';
import { parsePolicy } from '../policy/parse.ts';
import { codeFrame } from '../syntax/code-frame.ts';
import type { Case } from './case.ts';
import { policyOf } from './case.ts';

/** The most lines that an excerpt shows, carets not counted. */
const most = 20;

/**
 * The whole statement in its document with carets under what counts: the values of its conditions, else
 * of its action. Undefined without a source text.
 */
export function statementExcerpt(
  subject: Case,
  { source, clauses }: StatementTrace,
): string | undefined {
  const shown = shownStatement(subject, source);
  if (shown === undefined) return undefined;
  const { text, span } = shown;
  if (span.start.line === span.end.line) return codeFrame(text, span);
  const conditions = shown.clauses.filter((_, at) => clauses[at]?.clause.kind === 'Condition');
  const telling =
    conditions.length > 0
      ? conditions
      : shown.clauses.filter((_, at) => clauses[at]?.clause.kind.endsWith('Action'));
  return headed(shown, excerpt(text, span, telling.flatMap(valueSpans)));
}

/** The values of one clause in their document; undefined without a source text. */
export function clauseExcerpt(
  subject: Case,
  source: StatementSource,
  { clause }: ClauseTrace,
): string | undefined {
  const at = statementIn(subject, source)?.clauses.indexOf(clause) ?? -1;
  const shown = shownStatement(subject, source);
  const written = shown?.clauses[at];
  if (shown === undefined || written?.span === undefined) return undefined;
  const values = valueSpans(written);
  const [first = written.span] = values;
  const last = values.at(-1) ?? first;
  return headed(shown, excerpt(shown.text, { start: first.start, end: last.end }, values));
}

/** A statement as a reader should see it: where it stands, or decoded, where that is a string in JSON. */
interface ShownStatement {
  readonly text: string;
  readonly span: Span;
  readonly clauses: readonly Clause[];
  readonly decoded: boolean;
}

function statementIn(subject: Case, source: StatementSource): Statement | undefined {
  return policyOf(subject, source)?.statements[source.statement];
}

function shownStatement(subject: Case, source: StatementSource): ShownStatement | undefined {
  const policy = policyOf(subject, source);
  const statement = policy?.statements[source.statement];
  if (policy?.text === undefined || statement?.span === undefined) return undefined;
  const { text } = policy;
  const { span, clauses } = statement;
  if (!isEscaped(text.slice(span.start.offset, span.end.offset))) {
    return { text, span, clauses, decoded: false };
  }
  const printed = JSON.stringify(policy.document, null, 2);
  const parsed = parsePolicy(printed, { type: policy.type }).policy?.statements[statement.index];
  return (
    parsed?.span && { text: printed, span: parsed.span, clauses: parsed.clauses, decoded: true }
  );
}

/** The AWS CLI prints key policies as JSON strings, and some others URL-encoded. */
function isEscaped(text: string): boolean {
  return text.includes('\\"') || text.startsWith('%7B');
}

function headed({ decoded }: ShownStatement, lines: string): string {
  return decoded ? `the policy in that string, decoded:\n${lines}` : lines;
}

function valueSpans(clause: Clause): readonly Span[] {
  const values =
    clause.kind === 'Condition'
      ? clause.values
      : 'patterns' in clause
        ? clause.patterns
        : clause.principals;
  const spans = values.flatMap(({ span }) => (span === undefined ? [] : [span]));
  return spans.length > 0 || clause.span === undefined ? spans : [clause.span];
}

/** The lines of a stretch of text, with carets under the marks. */
function excerpt(text: string, { start, end }: Span, marks: readonly Span[]): string {
  const rows: string[] = [];
  const last = Math.min(end.line, start.line + most - 1);
  let offset = start.offset - (start.column - 1);
  for (let line = start.line; line <= last; line++) {
    const at = { line, column: 1, offset };
    const marked = marks.filter((mark) => mark.start.line === line);
    const spans = marked.length === 0 ? [{ start: at, end: at }] : marked;
    const frames = spans.map((span) => codeFrame(text, span).split('\n'));
    rows.push(frames[0]?.[0] ?? '');
    // A long line is cut around each mark in its own way: then only the first mark is shown.
    const same = frames.filter(([shown]) => shown === frames[0]?.[0]);
    if (marked.length > 0) rows.push(overlaid(same.map(([, carets = '']) => carets)));
    offset = text.indexOf('\n', offset) + 1;
    if (offset === 0) break;
  }
  if (end.line > last) rows.push(`${' '.repeat(String(last).length)} | …`);
  return rows.map((row) => aligned(row, last)).join('\n');
}

/** Several rows of carets as one. */
function overlaid(rows: readonly string[]): string {
  const width = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, at) =>
    rows.some((row) => row[at] === '^') ? '^' : (rows[0]?.[at] ?? ' '),
  ).join('');
}

/** Pads the line numbers to the width of the largest. */
function aligned(row: string, largest: number): string {
  return ' '.repeat(Math.max(0, String(largest).length - row.indexOf(' |'))) + row;
}
