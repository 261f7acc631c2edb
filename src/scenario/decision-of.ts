// The one decision that stands for an outcome: of a call that needs several, the denial, or all of its ways in.
import type { Decision } from '../model/decision.ts';
import type { Decided, Performed } from './outcome.ts';

/** The decision of an outcome; undefined for a call that was refused before anything was decided. */
export function decisionOf(outcome: Decided | Performed): Decision | undefined {
  if (outcome.kind === 'decided') return outcome.decision;
  const decisions = outcome.performed.decisions.map(({ decision }) => decision);
  const denial = decisions.find(({ verdict }) => verdict === 'deny');
  const [first] = decisions;
  if (denial || !first) return denial;
  return {
    ...first,
    determining: decisions.flatMap(({ determining }) => determining),
    assumptions: [...new Set(decisions.flatMap(({ assumptions }) => assumptions))],
  };
}
