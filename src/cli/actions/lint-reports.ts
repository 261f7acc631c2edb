// Prints and writes the reports of `keyward lint`, each format one row.
import { writeFileSync } from 'node:fs';
import { type LintFormat, lintFormats } from '../../lint/formats.ts';
import type { LintReport } from '../../lint/report.ts';
import { conciseReport } from '../../lint/reporters/concise.ts';
import { githubReport } from '../../lint/reporters/github.ts';
import { gitlabReport } from '../../lint/reporters/gitlab.ts';
import { jsonReport } from '../../lint/reporters/json.ts';
import { junitReport } from '../../lint/reporters/junit.ts';
import { markdownReport } from '../../lint/reporters/markdown.ts';
import { type PrettyPaint, prettyReport } from '../../lint/reporters/pretty.ts';
import { sarifReport } from '../../lint/reporters/sarif.ts';
import { packageVersion } from '../../server/package-root.ts';
import { quoted } from '../../syntax/quoted.ts';
import { UsageError } from '../usage-error.ts';

const printers: Readonly<Record<LintFormat, (report: LintReport, paint: PrettyPaint) => string>> = {
  pretty: prettyReport,
  concise: conciseReport,
  json: jsonReport,
  sarif: (report) => sarifReport(report, packageVersion()),
  junit: junitReport,
  github: githubReport,
  gitlab: gitlabReport,
  markdown: markdownReport,
};

/** A report in a format. */
export function printed(report: LintReport, format: LintFormat, paint: PrettyPaint): string {
  return printers[format](report, paint);
}

const plainPaint: PrettyPaint = {
  red: (text) => text,
  yellow: (text) => text,
  cyan: (text) => text,
  dim: (text) => text,
  bold: (text) => text,
};

/** Where one more report goes: `sarif=results.sarif`. */
export interface ReportFile {
  readonly format: LintFormat;
  readonly path: string;
}

/** Reads the values of `--output`. */
export function reportFiles(values: readonly string[]): readonly ReportFile[] {
  return values.map((value) => {
    const at = value.indexOf('=');
    const format = value.slice(0, Math.max(at, 0)) as LintFormat;
    if (at <= 0 || at === value.length - 1 || !lintFormats.includes(format)) {
      throw new UsageError(
        `\`--output\` is \`FORMAT=FILE\` with one of ${lintFormats.join(', ')}, but ${quoted(value)} is not`,
      );
    }
    return { format, path: value.slice(at + 1) };
  });
}

/** Writes one report to a file. */
export function writeReport(report: LintReport, { format, path }: ReportFile): void {
  try {
    writeFileSync(path, printed(report, format, plainPaint));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`the report ${quoted(path)} cannot be written: ${code}`);
  }
}
