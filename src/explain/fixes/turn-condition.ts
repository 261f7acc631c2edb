// Finds a value for a context key that turns one condition: each proposal is decided again, and the
// first that turns it is taken.
import type { ClauseTrace, StatementTrace } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import { statementOf } from '../case.ts';
import { draftOf, redecide } from './draft.ts';
import { type RequestChange, requestCandidate } from './request-candidate.ts';
import { type RequestKey, requestKey } from './request-keys.ts';
import { type Wish, wishFor } from './samples.ts';
import type { Trial } from './trial.ts';

/** A change of the request that turns a condition. */
export interface Turned {
  readonly title: string;
  readonly change: RequestChange;
  readonly cost: number;
  readonly opens?: string;
}

/** Turns a condition; undefined for other clauses, and where the caller can do nothing about the key. */
export function turnCondition(
  subject: Case,
  statement: StatementTrace,
  { clause }: ClauseTrace,
  goal: { readonly holds: boolean },
): Turned | undefined {
  if (clause.kind !== 'Condition' || clause.unknown !== undefined) return undefined;
  const row = requestKey(subject, clause.key);
  if (row === undefined) return undefined;
  const wish = wishFor(clause, goal);
  const place = statement.clauses.findIndex((traced) => traced.clause === clause);
  const say = sayingOf(row, wish);
  const samples = wish.presence === 'any' ? [row.sample ?? null] : wish.samples;
  if (say === undefined) return undefined;
  for (const value of samples) {
    const trial = { subject, key: clause.key, wish, value };
    const change =
      row.change === undefined ? { context: { [clause.key]: value } } : row.change(trial);
    if (change === undefined) continue;
    const { opens, cost = 1 } = row;
    const turned = {
      title: say(trial),
      change,
      cost,
      ...(opens === undefined ? {} : { opens }),
    };
    const after = redecide(subject, requestCandidate(turned).change(draftOf(subject)));
    const now = after && statementOf(after.trace, statement.source)?.clauses[place];
    if (now?.holds === goal.holds) return turned;
  }
  return undefined;
}

/** How a row says what is wished of its key; undefined where it cannot be done. */
function sayingOf(row: RequestKey, wish: Wish): ((trial: Trial) => string) | undefined {
  switch (wish.presence) {
    case 'absent':
      return row.leave;
    case 'any':
      return row.sendAny;
    default:
      return (trial) => row.send(wish.words, trial);
  }
}
