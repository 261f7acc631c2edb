// A test report for people: each failure with its place, the difference and why; then one line of counts.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Coverage } from '../coverage.ts';
import type { Paint } from './paint.ts';
import type { FileReport, ReportedMismatch, RequestReport, TestReport } from './report.ts';

/** How to print it. `frame` shows a diagnostic with the line that it speaks of. */
export interface TextReportOptions {
  readonly paint: Paint;
  readonly verbose: boolean;
  readonly frame: (diagnostic: Diagnostic) => string;
}

/** Prints a report; passed requests, and warnings of the documents, only when `verbose`. */
export function textReport(report: TestReport, options: TextReportOptions): string {
  const blocks = report.files.map((file) => fileBlock(file, options)).filter((text) => text !== '');
  if (report.coverage !== undefined) blocks.push(coverageBlock(report.coverage, options));
  blocks.push(summaryLine(report, options.paint));
  return `${blocks.join('\n\n')}\n`;
}

function fileBlock(file: FileReport, options: TextReportOptions): string {
  const { paint, verbose, frame } = options;
  const shown = file.diagnostics.filter(({ severity }) => verbose || severity === 'error');
  const lines = shown.map(frame);
  for (const request of file.requests) {
    if (request.status === 'failed') lines.push(failure(file, request, paint));
    else if (verbose) lines.push(`${paint.green('pass')}  ${request.name}`);
  }
  if (lines.length === 0) return '';
  const title = file.title === undefined ? '' : `  ${paint.dim(file.title)}`;
  return [`${paint.bold(file.file)}${title}`, ...lines].join('\n');
}

function failure(file: FileReport, request: RequestReport, paint: Paint): string {
  const lines = [`${paint.red('FAIL')}  ${request.name}`];
  for (const mismatch of request.mismatches) lines.push(...difference(file, mismatch, paint));
  if (request.headline !== undefined) lines.push(`      why: ${request.headline}`);
  return lines.join('\n');
}

function difference(file: FileReport, mismatch: ReportedMismatch, paint: Paint): readonly string[] {
  const { field, expected, actual, start } = mismatch;
  const same = new Set(expected.filter((value) => actual.includes(value)));
  const kept = [...same].map((value) => `        ${value}`);
  const removed = expected.filter((value) => !same.has(value));
  const added = actual.filter((value) => !same.has(value));
  const nothing = paint.dim('(nothing)');
  return [
    `      ${file.file}:${start.line}:${start.column}: ${field}`,
    ...kept,
    ...(removed.length > 0 || expected.length > 0 ? removed : [nothing]).map((value) =>
      paint.red(`      - ${value}`),
    ),
    ...(added.length > 0 || actual.length > 0 ? added : [nothing]).map((value) =>
      paint.green(`      + ${value}`),
    ),
  ];
}

function coverageBlock({ statements, undecided }: Coverage, { paint }: TextReportOptions): string {
  const decided = statements - undecided.length;
  const share = statements === 0 ? '' : ` (${Math.floor((100 * decided) / statements)} %)`;
  const head = `coverage: ${decided} of ${count(statements, 'statement')} decided a request${share}`;
  const rows = undecided.map(({ file, start, policy, sid, index, effect, type }) => {
    const name = `${effect} ${sid ?? `statement ${index + 1}`}`;
    const of = policy === undefined ? type : `${type} ${policy}`;
    return `  ${file}:${start.line}:${start.column}  ${name}  ${paint.dim(of)}`;
  });
  return [head, ...(rows.length > 0 ? ['no scenario turns on:', ...rows] : [])].join('\n');
}

function summaryLine({ summary }: TestReport, paint: Paint): string {
  const { files, passed, failed, broken } = summary;
  const red = failed > 0 ? paint.red(`${failed} failed`) : '0 failed';
  const ran = `${paint.green(`${passed} passed`)}, ${red} in ${count(files - broken, 'scenario')}`;
  return broken > 0 ? `${ran}; ${paint.red(`${count(broken, 'file')} could not be run`)}` : ran;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
