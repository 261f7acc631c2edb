// The baseline of `keyward lint`: the findings that are known already, by their fingerprints.
import { writeFileSync } from 'node:fs';
import type { LintReport } from '../../lint/report.ts';
import { parseJson } from '../../syntax/json.ts';
import { memberValue } from '../../syntax/node.ts';
import { quoted } from '../../syntax/quoted.ts';
import { readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';

/** The fingerprints of a baseline file. */
export async function readBaseline(path: string, io: Io): Promise<ReadonlySet<string>> {
  const source = await readInput(io, path);
  const { node, diagnostics } = parseJson(source.text, { file: source.file });
  const list = node?.kind === 'object' ? memberValue(node, 'findings') : undefined;
  if (list?.kind !== 'array') {
    const message = `${quoted(path)} is no baseline: it has no list of \`findings\``;
    const fault = { code: 'lint-baseline', severity: 'error', message, file: path } as const;
    throw new InputError(node ? [fault] : diagnostics, [source]);
  }
  const fingerprints = list.items.flatMap((item) => {
    const value = item.kind === 'object' ? memberValue(item, 'fingerprint') : undefined;
    return value?.kind === 'string' ? [value.value] : [];
  });
  return new Set(fingerprints);
}

/** Writes the findings of a report, those of an older baseline included, as a baseline. */
export function writeBaseline({ findings, baselined }: LintReport, path: string): void {
  const rows = [...findings, ...baselined].map(({ fingerprint, rule, file, message }) => ({
    fingerprint,
    rule,
    file,
    message,
  }));
  writeFileSync(path, `${JSON.stringify({ schemaVersion: '1.0', findings: rows }, null, 2)}\n`);
}
