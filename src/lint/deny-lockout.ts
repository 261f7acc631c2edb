// The Denies of a key policy that leave nobody who may change it.
import type { Statement } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import type { RuleFinding } from './finding.ts';
import type { Lab } from './lab.ts';
import { lockoutOf } from './lockout.ts';
import type { LintDocument } from './scope.ts';
import { clauseOf, kmsActionsOf, statementName } from './statement-parts.ts';

/** Such a Deny, and what to say of it. */
export interface DenyLockout {
  readonly statement: Statement;
  readonly finding: (words: string, span?: Span) => RuleFinding;
}

/** The Denies that leave nobody who may change the key policy. */
export function denyLockouts(document: LintDocument, lab: Lab): readonly DenyLockout[] {
  const lockout = lockoutOf(document, lab);
  if (lockout?.cause !== 'deny') return [];
  const witness = lab.witness(
    document,
    lockout.question,
    'deny',
    'one who is allowed to change the key policy may not, because of this Deny',
  );
  return lockout.denies.map((statement) => ({
    statement,
    finding: (words, span = placeOf(statement)) => ({
      message: `${statementName(statement)} ${words}: nobody can change this key policy`,
      span,
      possible: !lockout.proven,
      ...(witness ? { witness } : {}),
    }),
  }));
}

function placeOf(statement: Statement): Span | undefined {
  const patterns = clauseOf(statement, 'Action')?.patterns ?? [];
  const pattern = patterns.find(({ value }) => kmsActionsOf(value).includes('PutKeyPolicy'));
  return pattern?.span ?? clauseOf(statement, 'NotAction')?.span ?? statement.span;
}
