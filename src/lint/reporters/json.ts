// The report as JSON; schemas/lint-report.schema.json.
import type { LintReport } from '../report.ts';
import { plainFinding } from './plain-finding.ts';

/** Prints a report as JSON. */
export function jsonReport({
  files,
  findings,
  suppressed,
  baselined,
  counts,
  unread,
}: LintReport): string {
  const report = {
    schemaVersion: '1.0',
    summary: {
      files: files.length,
      documents: files.reduce((sum, { documents }) => sum + documents.length, 0),
      ...counts,
      suppressed: suppressed.length,
      baselined: baselined.length,
      unread: unread.length,
    },
    files: files.map(({ source, takenFor, documents, unparsed }) => ({
      file: source.file,
      takenFor,
      read: !unread.includes(source.file),
      documents: [
        ...documents.map(({ policy, guessed, resource }) => ({
          name: policy.name,
          type: policy.type,
          guessed,
          statements: policy.statements.length,
          ...(resource ? { resource: resource.name } : {}),
        })),
        ...unparsed.map(({ name, type }) => ({ name, type, guessed: false })),
      ],
    })),
    findings: findings.map(plainFinding),
    suppressed: suppressed.map(({ finding, reason }) => ({ ...plainFinding(finding), reason })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
