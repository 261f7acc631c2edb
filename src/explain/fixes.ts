// Looks for the smallest changes that turn a denial into an allow. Every strategy only proposes:
// a proposal stays if deciding again, with it and with what else it needs, answers allow.
import type { AssumptionId } from '../model/assumption.ts';
import type { Reason } from '../model/decision.ts';
import type { GateId } from '../model/trace.ts';
import { visible } from '../syntax/quoted.ts';
import type { Case } from './case.ts';
import { gateOf } from './case.ts';
import type { Fix, FixStep } from './explanation.ts';
import { allowInGuardrail } from './fixes/allow-in-guardrail.ts';
import { allowInIdentityPolicy } from './fixes/allow-in-identity-policy.ts';
import { createGrant } from './fixes/create-grant.ts';
import { delegate } from './fixes/delegate.ts';
import { type Candidate, draftOf, redecide, type Strategy } from './fixes/draft.ts';
import { escapeDeny } from './fixes/escape-deny.ts';
import { leaveEndpoint } from './fixes/leave-endpoint.ts';
import { meetConditions } from './fixes/meet-conditions.ts';
import { nameCaller } from './fixes/name-caller.ts';
import { useGrant } from './fixes/use-grant.ts';
import { widenStatement } from './fixes/widen-statement.ts';

/** What to try for each closed gate, the smaller kinds of change first. */
const strategies: Readonly<Record<GateId, readonly Strategy[]>> = {
  'explicit-deny': [escapeDeny],
  rcp: [],
  scp: [meetConditions, widenStatement, allowInGuardrail],
  'vpc-endpoint': [meetConditions, leaveEndpoint, widenStatement, allowInGuardrail],
  'key-trust': [
    meetConditions,
    useGrant,
    widenStatement,
    allowInIdentityPolicy,
    nameCaller,
    createGrant,
    delegate,
  ],
  boundary: [meetConditions, widenStatement, allowInGuardrail],
  'session-policy': [meetConditions, widenStatement, allowInGuardrail],
};

/** What changes the key itself, and so needs one that is there. */
const onTheKey: readonly Strategy[] = [nameCaller, createGrant, delegate];

/** How many gates one fix may open, how many decisions all may take, and how many fixes are told. */
const limits = { depth: 6, decisions: 200, fixes: 6 };

/** The verified fixes of a denial, smallest first; none for an allow. */
export function findFixes(subject: Case): readonly Fix[] {
  if (subject.trace.decision.verdict === 'allow') return [];
  const budget = { decisions: limits.decisions };
  const found: { readonly fix: Fix; readonly cost: number }[] = [];
  for (const candidate of candidatesOf(subject)) {
    const completed = complete(subject, candidate, limits.depth, budget);
    if (completed === undefined) continue;
    const { steps, assumptions } = completed;
    const [, ...others] = steps;
    found.push({
      fix: {
        ...told(candidate.step),
        alsoNeeds: others.map(({ step }) => told(step)),
        assumptions,
      },
      cost: steps.reduce((sum, { cost }) => sum + cost, 0),
    });
  }
  return found
    .filter(({ fix }) => !found.some((other) => needsLess(other.fix, fix)))
    .sort((one, other) => one.cost - other.cost)
    .slice(0, limits.fixes)
    .map(({ fix }) => fix);
}

/** Whether a fix does with a part of another's steps. */
function needsLess(one: Fix, other: Fix): boolean {
  const [few, many] = [one, other].map((fix) => [fix, ...fix.alsoNeeds].map(({ title }) => title));
  return (
    few !== undefined &&
    many !== undefined &&
    few.length < many.length &&
    few.every((title) => many.includes(title))
  );
}

/** A step whose words cannot steer a terminal. */
function told(step: FixStep): FixStep {
  const { title, opens } = step;
  return { ...step, title: visible(title), opens: opens === undefined ? opens : visible(opens) };
}

/** The steps of a fix, and what the allow rests on. */
interface Completed {
  readonly steps: readonly Candidate[];
  readonly assumptions: readonly AssumptionId[];
}

/** The candidate and what else must follow for an allow; undefined if it leads nowhere. */
function complete(
  subject: Case,
  candidate: Candidate,
  depth: number,
  budget: { decisions: number },
): Completed | undefined {
  if (depth === 0 || budget.decisions-- <= 0) return undefined;
  const after = redecide(subject, candidate.change(draftOf(subject)));
  if (after === undefined) return undefined;
  const { verdict, assumptions } = after.trace.decision;
  if (verdict === 'allow') return { steps: [candidate], assumptions };
  if (!isCloser(subject, after)) return undefined;
  for (const next of candidatesOf(after)) {
    const rest = complete(after, next, depth - 1, budget);
    if (rest !== undefined) return { ...rest, steps: [candidate, ...rest.steps] };
  }
  return undefined;
}

function candidatesOf(subject: Case): readonly Candidate[] {
  const closed = subject.trace.gates.find((gate) => gate.state === 'closed');
  if (closed === undefined) return [];
  const fitting = strategies[closed.id].filter(
    (strategy) => !subject.newKey || !onTheKey.includes(strategy),
  );
  return fitting.flatMap((strategy) => strategy(subject));
}

/** How far inside the trust gate a denial got: the caller's own side comes after the key's side. */
const progress: Readonly<Partial<Record<Reason, number>>> = {
  'grant-constraint': 0,
  'not-delegated': 0,
  'no-key-account-allow': 0,
  'no-identity-allow': 1,
  'no-caller-account-allow': 1,
};

/** Whether a change opened a gate, a level of SCPs, one of several Denies, or one side of the trust gate. */
function isCloser(before: Case, after: Case): boolean {
  const [was, is] = [closedness(before), closedness(after)];
  if (is.gates !== was.gates) return is.gates < was.gates;
  if (is.parts !== was.parts) return is.parts < was.parts;
  return (
    (progress[after.trace.decision.reason] ?? 0) > (progress[before.trace.decision.reason] ?? 0)
  );
}

function closedness({ trace }: Case): { gates: number; parts: number } {
  const { reason, determining } = trace.decision;
  return {
    gates: trace.gates.filter((gate) => gate.state === 'closed').length,
    parts:
      (gateOf(trace, 'scp')?.closedLevels?.length ?? 0) +
      (reason === 'explicit-deny' ? determining.length : 0),
  };
}
