// Parts of the sentences in reasons.ts that more than one reason needs, or that need a look at the trace.
import type { Source } from '../model/decision.ts';
import type { StatementTrace, Trace } from '../model/trace.ts';
import type { Case } from './case.ts';
import { failedClauses, naming, statementOf } from './case.ts';
import { conditionPhrase } from './clause-text.ts';
import { callerNoun, listed, policyName, sourceName, statementName } from './names.ts';
import { closestStatement } from './near-misses.ts';

/** What made a Deny match beside its action and resource: its conditions, and whom it does not spare. */
export function denyFacts(subject: Case, deny: Source): readonly string[] {
  const clauses = statementOf(subject.trace, deny)?.clauses ?? [];
  const noun = callerNoun(subject.trace.principal);
  return [
    ...clauses
      .filter(({ clause }) => clause.kind === 'NotPrincipal')
      .map(() => `its NotPrincipal does not exempt ${noun}`),
    ...clauses
      .filter(({ clause }) => clause.kind === 'Condition')
      .map((clause) => conditionPhrase(subject, clause)),
  ];
}

/** That a resource's policy delegates to the account's identity policies, and by which statement. */
export function delegatingWords(trace: Trace, source: Source): string {
  if (source.kind === 'grant') return `${sourceName(trace, source)} delegates it to the account`;
  return (
    `${policyName(trace, source)} leaves it to the identity policies of account ` +
    `${trace.resourceAccount} (${statementName(source)})`
  );
}

/** Whom a statement of the resource's policy allows, in the words of its Principal. */
export function whoIsAllowed({ trace }: Case, statement: StatementTrace): string {
  const noun = callerNoun(trace.principal);
  switch (naming(trace, statement)) {
    case 'everyone':
      return statement.clauses.some(({ clause }) => clause.kind === 'Condition')
        ? 'allows it to every caller that meets its conditions'
        : 'allows it to everyone';
    case 'account':
      return `allows it to the account, and so to ${noun}`;
    default:
      return `allows it to ${noun}`;
  }
}

/** The one condition that kept a statement from opening the gate, where there is exactly one. */
export function butFor(subject: Case): string {
  const { trace } = subject;
  const statement = closestStatement(subject);
  const failed = statement === undefined ? [] : failedClauses(statement);
  const [only] = failed;
  if (statement === undefined || only === undefined || failed.length > 1) return '';
  if (only.clause.kind !== 'Condition') return '';
  return `; ${statementName(statement.source)} of ${policyName(trace, statement.source)} would, but ${conditionPhrase(subject, only)}`;
}

/** A note on an identity policy that allows the request in vain. */
export function idleIdentityPolicy({ trace }: Case): string {
  const idle = trace.statements.find(
    (statement) =>
      statement.layer === 'identity' && statement.effect === 'Allow' && statement.applies,
  );
  return idle === undefined
    ? ''
    : ` (the Allow in ${policyName(trace, idle.source)} has no effect without that)`;
}

/** A grant that may create grants, but not for the operations that were asked for. */
export function childGrantReason({ trace }: Case): string {
  const grant = trace.grants.find(({ grant: { Operations }, checks }) =>
    checks.every(
      ({ check, holds }) => holds || (check === 'operation' && Operations.includes('CreateGrant')),
    ),
  );
  if (grant === undefined) return "the constraints of the caller's grants do not hold";
  return `${sourceName(trace, grant.source)} allows new grants for its own operations only (${listed(grant.grant.Operations, 6)})`;
}
