// Prints what lint found: how each document was read, each problem with its line, and the counts.
import type { PolicyType } from '../../model/policy.ts';
import { paintFor } from '../colours.ts';
import type { Io } from '../io.ts';
import { framer } from '../output.ts';
import type { LintedDocument, LintedFile } from './linted.ts';

/** Prints text, or the JSON of schemas/lint-report.schema.json. */
export function printLint(files: readonly LintedFile[], format: 'text' | 'json', io: Io): void {
  const documents = files.flatMap((file) => file.documents);
  const diagnostics = files.flatMap((file) => file.diagnostics);
  const count = (wanted: string) =>
    diagnostics.filter(({ severity }) => severity === wanted).length;
  const errors = count('error');
  const warnings = count('warning');
  const unreadable = files.filter(({ readable }) => !readable).length;
  if (format === 'json') {
    const summary = { documents: documents.length, errors, warnings, unreadable };
    const report = { schemaVersion: '1.0', summary, documents, diagnostics };
    io.stdout(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const paint = paintFor(io, 'stdout');
  for (const file of files) {
    const frame = framer(paint, file.source === undefined ? [] : [file.source]);
    const lines = [...documentLines(file), ...file.diagnostics.map(frame)];
    io.stdout(`${lines.join('\n')}\n${file.diagnostics.length > 0 ? '\n' : ''}`);
  }
  const tail = unreadable > 0 ? `, ${plural(unreadable, 'file')} could not be read whole` : '';
  const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}${tail}`;
  io.stdout(`${plural(documents.length, 'document')}: ${counts}\n`);
}

/** A document that is its file on one line; the documents inside an output below their file. */
function documentLines({ file, documents }: LintedFile): readonly string[] {
  const [only] = documents;
  if (only !== undefined && only.name === file) return [`${file}: ${howRead(only)}`];
  if (only === undefined) return [];
  return [`${file}:`, ...documents.map((entry) => `  ${entry.name}: ${howRead(entry)}`)];
}

function howRead({ type, guessed, statements }: LintedDocument): string {
  const how = guessed ? ' (by its shape; `--type` says otherwise)' : '';
  const size = statements === undefined ? '' : `, ${plural(statements, 'statement')}`;
  return `read as ${typeNames[type]}${how}${size}`;
}

const typeNames: Readonly<Record<PolicyType, string>> = {
  'identity-policy': 'an identity-based policy',
  'key-policy': 'a key policy',
  'resource-policy': 'a resource-based policy',
  'trust-policy': 'a trust policy',
  'permissions-boundary': 'a permissions boundary',
  'session-policy': 'a session policy',
  'service-control-policy': 'a service control policy',
  'resource-control-policy': 'a resource control policy',
  'vpc-endpoint-policy': 'a VPC endpoint policy',
};

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
