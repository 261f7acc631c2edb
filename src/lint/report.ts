// What linting came to.
import type { Finding, Severity } from './finding.ts';
import type { ReadFile } from './scope.ts';

/** The report of a run. */
export interface LintReport {
  readonly schemaVersion: '1.0';
  readonly files: readonly ReadFile[];
  /** What is to be told, in the order of files and places. */
  readonly findings: readonly Finding[];
  /** What somebody said to be as it should, with the reason. */
  readonly suppressed: readonly SuppressedFinding[];
  /** What the baseline knows already. */
  readonly baselined: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** The files that could not be read whole. */
  readonly unread: readonly string[];
}

/** A finding that is not told, and why. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** Where that is said: in the file, or in the configuration. */
  readonly in: 'file' | 'configuration';
}

/** Counts findings by severity. */
export function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, high: 0, medium: 0, low: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `3 findings: 1 error, 2 warnings`; `no findings`. */
export function summaryLine({
  files,
  findings,
  counts,
  suppressed,
  baselined,
  unread,
}: LintReport): string {
  const parts = (Object.entries(counts) as [Severity, number][])
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severityNoun(severity, count)}`);
  const told =
    findings.length === 0
      ? files.length === 0
        ? 'nothing was read'
        : 'no findings'
      : `${plural(findings.length, 'finding')}: ${parts.join(', ')}`;
  const rest = [
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
    ...(baselined.length > 0 ? [`${baselined.length} in the baseline`] : []),
    ...(unread.length > 0 ? [`${plural(unread.length, 'file')} could not be read whole`] : []),
  ];
  return [told, ...rest].join('; ');
}

function severityNoun(severity: Severity, count: number): string {
  return severity === 'error' || severity === 'warning'
    ? `${severity}${count === 1 ? '' : 's'}`
    : severity;
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
