// Fix: send the request so that the conditions of an Allow that nearly applies hold.
import { lowerFirst } from '../../model/lower-first.ts';
import type { StatementTrace } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import { failedClauses } from '../case.ts';
import { nearStatements } from '../near-misses.ts';
import type { Candidate, Strategy } from './draft.ts';
import { joinedOpens } from './opens.ts';
import { type RequestChange, requestCandidate } from './request-candidate.ts';
import { type Turned, turnCondition } from './turn-condition.ts';

/** Meets all failed conditions of each near miss that fails by conditions alone. */
export const meetConditions: Strategy = (subject) =>
  nearStatements(subject).flatMap((statement) => meetAll(subject, statement));

function meetAll(subject: Case, statement: StatementTrace): Candidate[] {
  const turned: Turned[] = [];
  for (const clause of failedClauses(statement)) {
    const one = turnCondition(subject, statement, clause, { holds: true });
    if (one === undefined) return [];
    turned.push(one);
  }
  if (turned.length === 0) return [];
  return [
    requestCandidate({
      title: turned.map(({ title }, at) => (at === 0 ? title : lowerFirst(title))).join(', and '),
      change: merged(turned.map(({ change }) => change)),
      cost: turned.reduce((sum, { cost }) => sum + cost, 0),
      ...joinedOpens(...turned.map(({ opens }) => opens)),
    }),
  ];
}

function merged(changes: readonly RequestChange[]): RequestChange {
  const context = Object.assign({}, ...changes.map((change) => change.context));
  return { ...Object.assign({}, ...changes), context };
}
