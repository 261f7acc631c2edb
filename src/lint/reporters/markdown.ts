// The report for a pull request's comment.
import { type LintReport, summaryLine } from '../report.ts';

/** Prints a table of the findings, and their proofs below it. */
export function markdownReport(report: LintReport): string {
  const { findings } = report;
  if (findings.length === 0) return `**keyward lint**: ${summaryLine(report)}\n`;
  const rows = findings.map(({ file, span, severity, message, rule, certain }) => {
    const place = span ? `${file}:${span.start.line}` : file;
    return `| ${severity}${certain ? '' : ' (possible)'} | \`${cell(place)}\` | ${cell(message)} | ${rule} |`;
  });
  const proofs = findings.flatMap(({ rule, witness }) =>
    witness
      ? [`- ${rule}: ${cell(witness.sentence)} (${witness.verdict}, \`${witness.reason}\`)`]
      : [],
  );
  return [
    `**keyward lint**: ${summaryLine(report)}`,
    '',
    '| severity | place | finding | rule |',
    '|---|---|---|---|',
    ...rows,
    ...(proofs.length > 0
      ? ['', '<details><summary>Proofs</summary>', '', ...proofs, '', '</details>']
      : []),
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
