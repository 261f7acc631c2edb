// Fix: send the request so that a condition of the Deny no longer holds. The Deny itself stays.
import { statementOf } from '../case.ts';
import type { Strategy } from './draft.ts';
import { requestCandidate } from './request-candidate.ts';
import { turnCondition } from './turn-condition.ts';

/** For the first Deny that matches: one candidate for each condition that the caller can turn. */
export const escapeDeny: Strategy = (subject) => {
  const [source] = subject.trace.decision.determining;
  const statement = source && statementOf(subject.trace, source);
  if (statement === undefined) return [];
  return statement.clauses.flatMap((clause) => {
    const turned = turnCondition(subject, statement, clause, { holds: false });
    return turned === undefined ? [] : [requestCandidate(turned)];
  });
};
