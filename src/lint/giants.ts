// Documents with more statements than AWS takes: no rule is to compare them one by one, and it is said.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LintDocument, ReadFile } from './scope.ts';

/** A key policy has room for some 500 of the shortest statements, and no other policy for more than that. */
const MAX_STATEMENTS = 1000;

/** Leaves the statements of giants out. */
export function withoutGiants(read: ReadFile): ReadFile {
  const giants = read.documents.filter(isGiant);
  if (giants.length === 0) return read;
  return {
    ...read,
    documents: read.documents.filter((document) => !isGiant(document)),
    diagnostics: [...read.diagnostics, ...giants.map(tooMany)],
    unparsed: [...read.unparsed, ...giants.map(({ policy: { name, type } }) => ({ name, type }))],
    incomplete: true,
  };
}

function isGiant({ policy }: LintDocument): boolean {
  return policy.statements.length > MAX_STATEMENTS;
}

function tooMany({ policy, source, span }: LintDocument): Diagnostic {
  return {
    code: 'quota-exceeded',
    severity: 'error',
    file: source.file,
    ...(span ? { span } : {}),
    message: `the ${policy.statements.length} statements of the document were not looked at`,
    why: `AWS takes no policy of more than ${MAX_STATEMENTS} statements, however short they are`,
    remedy: 'split the document',
  };
}
