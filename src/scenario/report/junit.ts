// A test report as JUnit XML, which most CI systems read.
// https://github.com/testmoapp/junitxml
import { xml } from '../../syntax/xml.ts';
import type { FileReport, RequestReport, TestReport } from './report.ts';

/** Prints a report as JUnit XML: a suite for each scenario, a case for each request. */
export function junitReport(report: TestReport): string {
  const { requests, failed, broken } = report.summary;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="keyward" tests="${requests + broken}" failures="${failed}" errors="${broken}">`,
    ...report.files.flatMap(suite),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite(file: FileReport): readonly string[] {
  const errors = file.diagnostics.filter(({ severity }) => severity === 'error');
  const failed = file.requests.filter(({ status }) => status === 'failed').length;
  const broken = errors.length > 0 ? 1 : 0;
  const counts = `tests="${file.requests.length + broken}" failures="${failed}" errors="${broken}"`;
  return [
    `  <testsuite name="${xml(file.title ?? file.file)}" file="${xml(file.file)}" ${counts}>`,
    ...(broken ? brokenCase(file, errors) : []),
    ...file.requests.flatMap((request) => testCase(file, request)),
    '  </testsuite>',
  ];
}

function brokenCase(file: FileReport, errors: FileReport['diagnostics']): readonly string[] {
  const rows = errors.map(({ message, span, file: of }) => {
    const place = span === undefined ? '' : `:${span.start.line}:${span.start.column}`;
    return `${of ?? file.file}${place}: ${message}`;
  });
  return [
    `    <testcase name="reads the scenario" classname="${xml(file.file)}">`,
    `      <error message="${xml(rows[0] ?? '')}">${xml(rows.join('\n'))}</error>`,
    '    </testcase>',
  ];
}

function testCase(file: FileReport, request: RequestReport): readonly string[] {
  const name = xml(request.name);
  const opening = `    <testcase name="${name}" classname="${xml(file.file)}" line="${request.start.line}"`;
  if (request.status === 'passed') return [`${opening}/>`];
  const rows = request.mismatches.map(
    ({ field, expected, actual, start }) =>
      `${file.file}:${start.line}:${start.column}: ${field}: expected ${list(expected)}, got ${list(actual)}`,
  );
  const text = [...rows, ...(request.headline === undefined ? [] : [`why: ${request.headline}`])];
  return [
    `${opening}>`,
    `      <failure message="${xml(rows[0] ?? '')}">${xml(text.join('\n'))}</failure>`,
    '    </testcase>',
  ];
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.join(', ');
}
