// Statements and clauses of a trace in the shape of an explanation; words and excerpts when read.
import type { ClauseTrace, StatementTrace, Trace } from '../model/trace.ts';
import type { Case } from './case.ts';
import { clauseSentence, clauseValues } from './clause-text.ts';
import { clauseExcerpt, statementExcerpt } from './excerpts.ts';
import type { ExplainedClause, ExplainedStatement } from './explanation.ts';
import { lazy } from './lazy.ts';

/** A traced statement, explained. */
export function explainStatement(subject: Case, statement: StatementTrace): ExplainedStatement {
  const { source, layer, level, effect, applies } = statement;
  const clauses = lazy(() =>
    statement.clauses.map((clause) => explainClause(subject, statement, clause)),
  );
  const excerpt = lazy(() => statementExcerpt(subject, statement));
  return {
    source,
    layer,
    level,
    effect,
    applies,
    get clauses() {
      return clauses();
    },
    get excerpt() {
      return excerpt();
    },
  };
}

function explainClause(
  subject: Case,
  statement: StatementTrace,
  traced: ClauseTrace,
): ExplainedClause {
  const { clause, holds, origin } = traced;
  const named =
    clause.kind === 'Condition'
      ? { operator: clause.operator, key: clause.key }
      : { element: clause.kind };
  const excerpt = lazy(() => clauseExcerpt(subject, statement.source, traced));
  const sentence = lazy(() => clauseSentence(subject, traced));
  return {
    ...named,
    policyValues: clauseValues(traced),
    requestValue: requestValue(subject.trace, traced),
    origin,
    holds,
    span: clause.span,
    get sentence() {
      return sentence();
    },
    get excerpt() {
      return excerpt();
    },
  };
}

function requestValue(trace: Trace, { clause, requestValue }: ClauseTrace) {
  if (requestValue !== undefined) return requestValue;
  switch (clause.kind) {
    case 'Principal':
    case 'NotPrincipal':
      return trace.principal.arn;
    case 'Action':
    case 'NotAction':
      return trace.action;
    case 'Resource':
    case 'NotResource':
      return trace.resource;
    case 'Condition':
      return undefined;
    default:
      return clause satisfies never;
  }
}
