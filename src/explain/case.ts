// What every sentence is written from: the trace, the policies behind it and the request as asked.
import type { CompiledPolicySet } from '../engine/compiled.ts';
import type { Source, StatementSource } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import type { AccessRequestInput } from '../model/request.ts';
import type { ClauseTrace, GateId, GateTrace, StatementTrace, Trace } from '../model/trace.ts';

/** One decided request, to be explained. */
export interface Case {
  readonly policies: CompiledPolicySet;
  readonly request: AccessRequestInput;
  readonly trace: Trace;
  /** Whether the resource is a key that the call would make: no policy can name its id. */
  readonly newKey?: boolean;
}

/** The resource as a policy of the caller's would name it. */
export function nameableResource({ trace, newKey = false }: Case): string {
  return newKey ? trace.resource.replace(/[^/]*$/, '*') : trace.resource;
}

/** The gate with this id. */
export function gateOf(trace: Trace, id: GateId): GateTrace | undefined {
  return trace.gates.find((gate) => gate.id === id);
}

/** The traced statement that a source names. */
export function statementOf(trace: Trace, source: Source): StatementTrace | undefined {
  if (source.kind !== 'statement') return undefined;
  return trace.statements.find(
    (statement) =>
      statement.source === source ||
      (statement.source.policy === source.policy &&
        statement.source.type === source.type &&
        statement.source.statement === source.statement &&
        statement.source.file === source.file),
  );
}

/** The document that a statement stands in. */
export function policyOf(subject: Case, source: StatementSource): Policy | undefined {
  return subject.policies.policies.find(
    (policy) =>
      policy.name === source.policy &&
      policy.type === source.type &&
      policy.file === source.file &&
      policy.statements[source.statement]?.sid === source.sid,
  );
}

/** The clauses of a statement that do not hold. */
export function failedClauses(statement: StatementTrace): readonly ClauseTrace[] {
  return statement.clauses.filter((clause) => !clause.holds);
}

/** How a statement's Principal speaks of this caller: by name, as everyone, by account, or not at all. */
export function naming(
  trace: Trace,
  statement: StatementTrace,
): 'caller' | 'everyone' | 'account' | 'none' {
  const { arn, principalArn } = trace.principal;
  const principal = statement.clauses.find(({ clause }) => clause.kind === 'Principal');
  if (principal?.clause.kind !== 'Principal' || !principal.holds) return 'none';
  const patterns = principal.clause.principals;
  if (patterns.some(({ value }) => value === arn || value === principalArn)) {
    return trace.principal.kind === 'root' ? 'account' : 'caller';
  }
  if (patterns.some(({ kind }) => kind === 'everyone')) return 'everyone';
  return patterns.some(({ kind }) => kind === 'account') ? 'account' : 'caller';
}
