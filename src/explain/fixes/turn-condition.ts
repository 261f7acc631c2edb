// Finds a value for a context key that turns one condition: each proposal is decided again, and the
// first that turns it is taken.
import type { ContextValue } from '../../model/request.ts';
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
  const wish = wishFor(subject, clause, goal);
  const place = statement.clauses.findIndex((traced) => traced.clause === clause);
  for (const { say, value } of attemptsOf(row, wish)) {
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

/** A value to try and how to say it. */
interface Attempt {
  readonly say: (trial: Trial) => string;
  readonly value: ContextValue;
}

function attemptsOf(row: RequestKey, wish: Wish): readonly Attempt[] {
  const { send, sendAny, leave, sample = null } = row;
  const leaving = leave === undefined ? [] : [{ say: leave, value: null }];
  if (wish.presence === 'absent') return leaving;
  if (wish.presence === 'any')
    return sendAny === undefined ? [] : [{ say: sendAny, value: sample }];
  const say = (trial: Trial) => send(wish.words, trial);
  const sending = wish.samples.map((value) => ({ say, value }));
  return wish.avoids === true ? [...sending, ...leaving] : sending;
}
