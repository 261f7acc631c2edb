// The reference evaluator: a slow, plain reading of the AWS documentation, gate after gate.
// It shares no code with the engine; the differential tests compare the two.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import type { RawPolicySet, RawRequest } from './shapes.ts';
import type { Situation } from './situation.ts';
import { allows, denies, situationOf } from './situation.ts';
import type { Way } from './ways.ts';
import { waysIn } from './ways.ts';

/** The reference's answer. */
export interface ReferenceDecision {
  verdict: 'allow' | 'deny';
  kind: 'allowed' | 'explicit-deny' | 'implicit-deny';
  reason: string;
}

/** Decides one request under one set of policies. */
export function evaluate(set: RawPolicySet, request: RawRequest): ReferenceDecision {
  const situation = situationOf(set, request);
  if (explicitlyDenied(situation)) {
    return { verdict: 'deny', kind: 'explicit-deny', reason: 'explicit-deny' };
  }
  // An RCP never closes by silence: RCPFullAWSAccess stands at every level.
  if (!situation.scps.every((level) => allows(level, situation.question))) return closed('scp');
  if (situation.endpoint.length > 0 && !allows(situation.endpoint, situation.question)) {
    return closed('vpc-endpoint');
  }
  const { ways, closed: reason } = waysIn(situation);
  if (ways.length === 0) return closed(reason);
  const pastBoundary = ways.filter((way) => boundaryLets(way, situation));
  if (pastBoundary.length === 0) return closed('boundary');
  const open = pastBoundary.filter((way) => sessionLets(way, situation));
  if (open.length === 0) return closed('session-policy');
  return { verdict: 'allow', kind: 'allowed', reason: open[0]!.reason };
}

function closed(reason: string): ReferenceDecision {
  return { verdict: 'deny', kind: 'implicit-deny', reason };
}

function explicitlyDenied(situation: Situation): boolean {
  const { resourcePolicy, identity, boundary, session, scps, rcps, endpoint } = situation;
  const all = [resourcePolicy, identity, boundary, session, endpoint, ...scps, ...rcps];
  return all.some((policies) => denies(policies, situation.question));
}

// Across accounts a silent boundary or session policy limits every way in. The exception is retiring a
// grant: the principals that the grant names need no permission at all.
function isLimited(way: Way, { acrossAccounts }: Situation): boolean {
  return way.limited || (acrossAccounts && way.needsNoPermission !== true);
}

function boundaryLets(way: Way, situation: Situation): boolean {
  const { boundary, question } = situation;
  if (!isLimited(way, situation)) return true;
  return boundary.length === 0 || allows(boundary, question);
}

function sessionLets(way: Way, situation: Situation): boolean {
  const { session, caller, question } = situation;
  if (!isLimited(way, situation)) return true;
  if (session.length > 0) return allows(session, question);
  // GetFederationToken without a session policy gives a session that may do nothing by itself.
  return !(caller.kind === 'federated-user' && way.needsSession === true);
}
