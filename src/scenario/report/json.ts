// A test report for programs; schemas/test-report.schema.json.
import type { TestReport } from './report.ts';

/** Prints a report as JSON. */
export function jsonReport(report: TestReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
