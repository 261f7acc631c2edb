// A test report as GitHub Actions annotations, which show beside the lines of a pull request.
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
import type { FileReport, TestReport } from './report.ts';

/** Prints a report as workflow commands, and one line of counts. */
export function githubReport(report: TestReport): string {
  const { passed, failed, broken } = report.summary;
  const lines = report.files.flatMap((file) => [...unreadable(file), ...failures(file)]);
  const tail = broken > 0 ? `, ${broken} could not be run` : '';
  return `${[...lines, `${passed} passed, ${failed} failed${tail}`].join('\n')}\n`;
}

function unreadable(file: FileReport): readonly string[] {
  return file.diagnostics.map((diagnostic) => {
    const { severity, message, remedy, code, span } = diagnostic;
    const level = severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'notice';
    const text = remedy === undefined ? message : `${message}; ${remedy}`;
    return command(level, diagnostic.file ?? file.file, span?.start, code, text);
  });
}

function failures(file: FileReport): readonly string[] {
  return file.requests.flatMap((request) =>
    request.mismatches.map(({ field, expected, actual, start }, index) => {
      const list = (values: readonly string[]) => values.join(', ') || 'nothing';
      const text = `${field}: expected ${list(expected)}, got ${list(actual)}`;
      const why = index === 0 && request.headline !== undefined ? `\n${request.headline}` : '';
      return command('error', file.file, start, request.name, text + why);
    }),
  );
}

function command(
  level: string,
  file: string,
  start: { readonly line: number; readonly column: number } | undefined,
  title: string,
  message: string,
): string {
  const place = start === undefined ? '' : `,line=${start.line},col=${start.column}`;
  return `::${level} file=${property(file)}${place},title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
