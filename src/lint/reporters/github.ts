// Findings as GitHub Actions annotations, which show beside the lines of a pull request.
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
import type { Severity } from '../finding.ts';
import { type LintReport, summaryLine } from '../report.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  high: 'error',
  medium: 'warning',
  warning: 'warning',
  low: 'notice',
  info: 'notice',
};

/** Prints workflow commands, and one line of counts. */
export function githubReport(report: LintReport): string {
  const lines = report.findings.map(({ file, span, severity, message, rule, witness }) => {
    const place = span
      ? `,line=${span.start.line},col=${span.start.column},endLine=${span.end.line},endColumn=${span.end.column}`
      : '';
    const proof = witness ? `\n${witness.sentence}` : '';
    return `::${levels[severity]} file=${property(file)}${place},title=${property(rule)}::${data(message + proof)}`;
  });
  return `${[...lines, summaryLine(report)].join('\n')}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
