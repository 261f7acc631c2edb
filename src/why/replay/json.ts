// The report of a replay as JSON; schemas/replay-report.schema.json.
import type { Source } from '../../model/decision.ts';
import type { Deciding, ReplayReport } from './report.ts';

/** Prints a report as JSON. */
export function replayJson(report: ReplayReport): string {
  const { groups, problems, ...rest } = report;
  const plain = {
    schemaVersion: '1.0',
    ...rest,
    groups: groups.map(({ before, after, ...group }) => ({
      ...group,
      before: plainDeciding(before),
      after: plainDeciding(after),
    })),
    problems: problems.map(({ named, ...problem }) => ({
      ...problem,
      named: named.map(({ place, message }) => ({ ...place, message })),
    })),
  };
  return `${JSON.stringify(plain, null, 2)}\n`;
}

function plainDeciding({ verdict, reason, by }: Deciding) {
  return { verdict, reason, by: by.map(plainSource) };
}

function plainSource(source: Source) {
  if (source.kind === 'grant') return source;
  const { span, ...rest } = source;
  return span === undefined ? rest : { ...rest, line: span.start.line };
}
