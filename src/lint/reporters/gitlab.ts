// Findings as a GitLab Code Quality report.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
import type { Severity } from '../finding.ts';
import type { LintReport } from '../report.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'blocker',
  high: 'critical',
  medium: 'major',
  warning: 'major',
  low: 'minor',
  info: 'info',
};

/** Prints a JSON list of issues. */
export function gitlabReport({ findings }: LintReport): string {
  const issues = findings.map(({ rule, message, severity, file, span, fingerprint }) => ({
    description: message,
    check_name: rule,
    fingerprint,
    severity: levels[severity],
    location: {
      path: file,
      lines: { begin: span?.start.line ?? 1, end: span?.end.line ?? 1 },
    },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}
