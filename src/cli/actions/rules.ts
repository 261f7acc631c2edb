// Lists the rules of lint, or explains one.
import { findRule } from '../../lint/find-rule.ts';
import { rules } from '../../lint/rules.ts';
import { didYouMeanHint } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { exitCodes, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Prints all rules. */
export function listRules(format: 'text' | 'json', io: Io): number {
  if (format === 'json') {
    const rows = rules.map(({ id, severity, summary, why, remedy, ignore, source }) => {
      return {
        id,
        severity,
        summary,
        why,
        remedy,
        ...(ignore === undefined ? {} : { ignore }),
        source,
      };
    });
    io.stdout(`${JSON.stringify({ schemaVersion: '1.0', rules: rows }, null, 2)}\n`);
    return exitCodes.good;
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, summary } of rules) {
    io.stdout(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`);
  }
  return exitCodes.good;
}

/** Prints what one rule is about. */
export function explainRule(name: string, io: Io): number {
  const rule = findRule(name);
  if (!rule) {
    const hint =
      didYouMeanHint(
        name,
        rules.map(({ id }) => id),
      ) || '; `keyward rules` lists them';
    throw new UsageError(`there is no rule ${quoted(name)}${hint}`);
  }
  const { id, severity, summary, why, remedy, ignore, source } = rule;
  const rows = [
    `${id} (${severity})`,
    '',
    `Finds:   ${summary}`,
    `Why:     ${why}`,
    `Remedy:  ${remedy}`,
    ...(ignore === undefined ? [] : [`Ignore:  ${ignore}`]),
    `Source:  ${source}`,
  ];
  io.stdout(`${rows.join('\n')}\n`);
  return exitCodes.good;
}
