// One line for each finding, as compilers print them: editors and grep read it.
import { type LintReport, summaryLine } from '../report.ts';

/** Prints `file:line:column: severity: message [rule]` and one line of counts. */
export function conciseReport(report: LintReport): string {
  const lines = report.findings.map(({ file, span, severity, message, rule, certain }) => {
    const place = span ? `${file}:${span.start.line}:${span.start.column}` : file;
    return `${place}: ${severity}: ${certain ? '' : 'possible: '}${message} [${rule}]`;
  });
  return `${[...lines, summaryLine(report)].join('\n')}\n`;
}
