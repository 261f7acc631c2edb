// What came closest to opening the gate that decided: fewest failed clauses first, at most five.
import type { DenyReason, Reason } from '../model/decision.ts';
import type { ClauseTrace, GrantTrace, Layer, StatementTrace, Trace } from '../model/trace.ts';
import { visible } from '../syntax/quoted.ts';
import type { Case } from './case.ts';
import { failedClauses, gateOf } from './case.ts';
import { clauseName, clauseSentence } from './clause-text.ts';
import { clauseExcerpt } from './excerpts.ts';
import type { FailedClause, NearMiss } from './explanation.ts';
import { checkSentence } from './grant-text.ts';
import { lazy } from './lazy.ts';
import { sourceName } from './names.ts';
import { principalHint } from './similar-principal.ts';

const most = 5;

/** Where an Allow was wanted, by the reason that names the closed gate. */
const wantedIn: Readonly<Record<DenyReason, { layers: readonly Layer[]; grants: boolean }>> = {
  'explicit-deny': { layers: [], grants: false },
  scp: { layers: ['scp'], grants: false },
  'vpc-endpoint': { layers: ['vpc-endpoint'], grants: false },
  'not-delegated': { layers: ['resource'], grants: true },
  'no-identity-allow': { layers: ['identity'], grants: true },
  'no-caller-account-allow': { layers: ['identity'], grants: false },
  'no-key-account-allow': { layers: ['resource'], grants: true },
  'grant-constraint': { layers: ['resource'], grants: true },
  boundary: { layers: ['boundary'], grants: false },
  'session-policy': { layers: ['session'], grants: false },
  'trust-policy': { layers: ['resource'], grants: false },
  'not-usable-across-accounts': { layers: [], grants: false },
  anonymous: { layers: [], grants: false },
};

/** The near misses of a denial, closest first; none for an allow. */
export function nearMisses(subject: Case): readonly NearMiss[] {
  const statements = nearStatements(subject).map((statement) => ({
    distance: failedClauses(statement).length,
    miss: statementMiss(subject, statement),
  }));
  const grants = nearGrants(subject).map((grant) => ({
    distance: grant.checks.filter((check) => !check.holds).length,
    miss: grantMiss(subject, grant),
  }));
  return [...grants, ...statements]
    .sort((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ miss }) => miss);
}

/** The Allow statement that came closest, if any came close. */
export function closestStatement(subject: Case): StatementTrace | undefined {
  return nearStatements(subject)[0];
}

/** Allow statements of the closed gate that fail in one or two clauses, closest first. */
export function nearStatements(subject: Case): readonly StatementTrace[] {
  const { trace } = subject;
  const { layers } = wanted(trace.decision.reason);
  const closedLevels = gateOf(trace, 'scp')?.closedLevels;
  return trace.statements
    .filter(
      (statement) =>
        statement.effect === 'Allow' &&
        !statement.applies &&
        layers.includes(statement.layer) &&
        (statement.layer !== 'scp' || closedLevels?.includes(statement.level) !== false) &&
        isNear(trace, statement, failedClauses(statement)),
    )
    .sort((one, other) => failedClauses(one).length - failedClauses(other).length);
}

/** A statement about other actions on other things, or for somebody else, is not a near miss. */
function isNear(
  { principal, action }: Trace,
  { layer }: StatementTrace,
  failed: readonly ClauseTrace[],
): boolean {
  const elements = failed.filter(({ clause }) => clause.kind !== 'Condition');
  if (failed.length === 0 || failed.length > 2 || elements.length > 1) return false;
  const clause = elements[0]?.clause;
  switch (clause?.kind) {
    case 'Principal':
      return clause.principals.some((entry) => principalHint(principal, entry) !== undefined);
    case 'Action': {
      // What a guardrail allows instead is worth telling; a policy for another service is not.
      const service = action.slice(0, action.indexOf(':') + 1).toLowerCase();
      const gives = layer === 'identity' || layer === 'resource';
      return !gives || clause.patterns.some(({ value }) => value.toLowerCase().startsWith(service));
    }
    default:
      return true;
  }
}

function nearGrants(subject: Case): readonly GrantTrace[] {
  if (!wanted(subject.trace.decision.reason).grants) return [];
  return subject.trace.grants.filter((grant) => {
    const failed = grant.checks.filter((check) => !check.holds);
    return failed.length === 1 && failed[0]?.check !== 'key';
  });
}

function wanted(reason: Reason): { layers: readonly Layer[]; grants: boolean } {
  return reason in wantedIn ? wantedIn[reason as DenyReason] : { layers: [], grants: false };
}

function statementMiss(subject: Case, statement: StatementTrace): NearMiss {
  const failed = failedClauses(statement);
  const count = failed.length === 1 ? 'one clause fails' : 'two clauses fail';
  return {
    source: statement.source,
    sentence: visible(
      `${sourceName(subject.trace, statement.source)} would allow it, but ${count}`,
    ),
    failed: failed.map((clause) => failedClause(subject, statement, clause)),
  };
}

function failedClause(subject: Case, statement: StatementTrace, clause: ClauseTrace): FailedClause {
  const excerpt = lazy(() => clauseExcerpt(subject, statement.source, clause));
  return {
    clause: clauseName(clause),
    sentence: clauseSentence(subject, clause),
    span: clause.clause.span,
    get excerpt() {
      return excerpt();
    },
  };
}

function grantMiss(subject: Case, { source, grant, checks }: GrantTrace): NearMiss {
  return {
    source,
    sentence: visible(`${sourceName(subject.trace, source)} would allow it, but one demand fails`),
    failed: checks
      .filter((check) => !check.holds)
      .map((check) => ({
        clause: check.check,
        sentence: visible(checkSentence(subject, grant, check)),
      })),
  };
}
