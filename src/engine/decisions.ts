// Decisions are few and shared: one for each reason, deciding statements and assumptions.
import type { Decision, Reason, Source } from '../model/decision.ts';
import { assumptionsOf } from './assume.ts';
import type { Decisions } from './compiled.ts';

const reasons: readonly Reason[] = [
  'key-policy',
  'identity-policy',
  'grant',
  'both-accounts',
  'implicit-trust',
  'explicit-deny',
  'scp',
  'vpc-endpoint',
  'not-delegated',
  'no-identity-allow',
  'no-caller-account-allow',
  'no-key-account-allow',
  'grant-constraint',
  'boundary',
  'session-policy',
  'trust-policy',
  'not-usable-across-accounts',
  'anonymous',
];

/** How many decisions a set remembers before it starts anew. */
const LIMIT = 10_000;
/** Room for the bits of the assumptions. */
const ASSUMED = 2 ** 18;
/** In a set of more sources than these, the numbers of decisions would no longer be exact: none is remembered. */
const MOST_SOURCES = 30_000;

/** Makes the decisions of a set of `count` sources, which are its statements, then its grants. */
export function createDecisions(count: number, sourceOf: (id: number) => Source): Decisions {
  const known = new Map<number, Decision>();
  const room = count + 1;
  const pick = (ids: readonly number[]) => ids.filter((id) => id >= 0).map(sourceOf);
  const find = (
    verdict: 'allow' | 'deny',
    reason: Reason,
    assumed: number,
    first: number,
    second: number,
  ): Decision => {
    if (room > MOST_SOURCES) return freeze(verdict, reason, assumed, pick([first, second]));
    const place = (reasons.indexOf(reason) * 2 + (verdict === 'allow' ? 1 : 0)) * room + first + 1;
    const key = (place * room + second + 1) * ASSUMED + assumed;
    let decision = known.get(key);
    if (decision === undefined) {
      decision = freeze(verdict, reason, assumed, pick([first, second]));
      if (known.size >= LIMIT) known.clear();
      known.set(key, decision);
    }
    return decision;
  };
  return {
    allow: (reason, assumed, first = -1, second = -1) =>
      find('allow', reason, assumed, first, second),
    deny: (reason, assumed) => find('deny', reason, assumed, -1, -1),
    explicitDeny: (assumed, ids) =>
      ids.length === 1
        ? find('deny', 'explicit-deny', assumed, ids[0]!, -1)
        : freeze('deny', 'explicit-deny', assumed, pick(ids)),
  };
}

function freeze(
  verdict: 'allow' | 'deny',
  reason: Reason,
  assumed: number,
  determining: readonly Source[],
): Decision {
  const kind =
    verdict === 'allow'
      ? 'allowed'
      : reason === 'explicit-deny'
        ? 'explicit-deny'
        : 'implicit-deny';
  return Object.freeze({
    verdict,
    kind,
    reason,
    determining: Object.freeze(determining),
    assumptions: Object.freeze(assumptionsOf(assumed)),
  });
}
