// Which assumptions an answer rests on: those that the decision noted, and those that its deciding
// statements and gates show.
import { partialDate } from '../engine/operators/dates.ts';
import type { AssumptionId } from '../model/assumption.ts';
import type { ClauseTrace, StatementTrace } from '../model/trace.ts';
import { type Case, gateOf, statementOf } from './case.ts';

/** The ids, those of the decision first. */
export function assumptionsBehind(subject: Case): readonly AssumptionId[] {
  const { trace } = subject;
  const deciding = trace.decision.determining
    .map((source) => statementOf(trace, source))
    .filter((statement) => statement !== undefined);
  const evident = rows.filter(({ shows }) => shows(subject, deciding)).map(({ id }) => id);
  return [...new Set([...trace.decision.assumptions, ...evident])];
}

interface Row {
  readonly id: AssumptionId;
  readonly shows: (subject: Case, deciding: readonly StatementTrace[]) => boolean;
}

const rows: readonly Row[] = [
  {
    id: 'reason-order',
    shows: ({ trace }) =>
      trace.decision.kind === 'implicit-deny' &&
      trace.gates.filter(({ state }) => state === 'closed').length > 1,
  },
  {
    id: 'grant-limited-by-scp',
    shows: ({ trace }) =>
      trace.decision.reason === 'scp' &&
      trace.grants.some(({ applies }) => applies) &&
      gateOf(trace, 'key-trust')?.state === 'open',
  },
  {
    id: 'key-policy-resource-arn',
    shows: (_, deciding) =>
      deciding.some(
        ({ source, clauses }) =>
          source.type === 'key-policy' &&
          clauses.some(
            ({ clause }) =>
              clause.kind === 'NotResource' ||
              (clause.kind === 'Resource' && clause.patterns.every(({ value }) => value !== '*')),
          ),
      ),
  },
  {
    id: 'bare-ipv6-is-128',
    shows: (_, deciding) =>
      hasValue(deciding, 'IpAddress', (value) => value.includes(':') && !value.includes('/')),
  },
  {
    id: 'ipv4-mapped-is-ipv6',
    shows: (_, deciding) =>
      clausesOf(deciding).some(
        ({ clause, requestValue }) =>
          clause.kind === 'Condition' &&
          /IpAddress/.test(clause.operator) &&
          /^::ffff:.*\./i.test(String(requestValue)),
      ),
  },
  {
    id: 'partial-date-is-utc-start',
    shows: (_, deciding) => hasValue(deciding, 'Date', partialDate),
  },
  {
    id: 'source-ip-of-forwarded-call',
    shows: ({ request }, deciding) =>
      request.via !== undefined &&
      clausesOf(deciding).some(
        ({ clause, requestValue }) =>
          clause.kind === 'Condition' &&
          clause.key.toLowerCase() === 'aws:sourceip' &&
          requestValue !== undefined,
      ),
  },
];

function clausesOf(statements: readonly StatementTrace[]): readonly ClauseTrace[] {
  return statements.flatMap(({ clauses }) => clauses);
}

/** Whether a condition of an operator family has a value of a kind. */
function hasValue(
  statements: readonly StatementTrace[],
  family: string,
  test: (value: string) => boolean,
): boolean {
  return clausesOf(statements).some(
    ({ clause }) =>
      clause.kind === 'Condition' &&
      clause.operator.includes(family) &&
      clause.values.some(({ value }) => test(value)),
  );
}
