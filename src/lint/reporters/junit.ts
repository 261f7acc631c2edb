// Findings as JUnit XML: a suite for each file, a case for each finding; a clean file has one that passes.
import { xml } from '../../syntax/xml.ts';
import type { Finding } from '../finding.ts';
import type { LintReport } from '../report.ts';

/** Prints JUnit XML. */
export function junitReport({ files, findings, unread }: LintReport): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="keyward lint" tests="${Math.max(findings.length, files.length)}" failures="${findings.length}" errors="${unread.length}">`,
    ...files.flatMap(({ source: { file } }) => {
      const own = findings.filter((finding) => finding.file === file);
      const cases =
        own.length === 0
          ? [`    <testcase name="no findings" classname="${xml(file)}"/>`]
          : own.flatMap(caseOf);
      return [
        `  <testsuite name="${xml(file)}" tests="${Math.max(1, own.length)}" failures="${own.length}">`,
        ...cases,
        '  </testsuite>',
      ];
    }),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function caseOf({ file, rule, message, severity, span, witness }: Finding): readonly string[] {
  const place = span ? `${file}:${span.start.line}:${span.start.column}` : file;
  const text = [`${place}: ${severity}: ${message}`, ...(witness ? [witness.sentence] : [])];
  return [
    `    <testcase name="${xml(rule)}" classname="${xml(file)}" line="${span?.start.line ?? 1}">`,
    `      <failure type="${severity}" message="${xml(message)}">${xml(text.join('\n'))}</failure>`,
    '    </testcase>',
  ];
}
