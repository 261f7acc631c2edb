// What a request's answer must be, from the outcome of each layer alone: no document is read here.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
// https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html

export const kinds = [
  'user',
  'role session',
  'role session named by its own ARN',
  'federated user',
  'root user',
  'service',
  'service-linked role',
  'anonymous',
] as const;
export type Kind = (typeof kinds)[number];

/** What the documents of a layer say: there are none, they are silent, allow, or deny. */
export const outcomes = ['absent', 'silent', 'allow', 'deny'] as const;
export type Outcome = (typeof outcomes)[number];

export const keyPolicies = ['none', 'delegation', 'direct', 'everyone', 'deny'] as const;
export type KeyPolicyOutcome = (typeof keyPolicies)[number];

export const grantOutcomes = ['none', 'matching', 'failing constraint'] as const;
export type GrantOutcome = (typeof grantOutcomes)[number];

/** The outcome of every layer. */
export interface Combination {
  identity: Outcome;
  boundary: Outcome;
  session: Outcome;
  scp: Outcome;
  rcp: Outcome;
  endpoint: Outcome;
  keyPolicy: KeyPolicyOutcome;
  grant: GrantOutcome;
}

/** The answer, as `verdict reason`. */
export function expectedAnswer(kind: Kind, across: boolean, layers: Combination): string {
  // Only users and sessions carry policies of their own; a root user has none, but where some are
  // given their Deny counts.
  const ownPolicies = kind !== 'root user' && kind !== 'service' && kind !== 'anonymous';
  const underScps = ownPolicies ? kind !== 'service-linked role' : kind === 'root user';
  const underRcps = kind !== 'service-linked role';
  const heard = ownPolicies || kind === 'root user';
  const own: Outcome[] = heard ? [layers.identity, layers.boundary, layers.session] : [];
  const scp = underScps ? layers.scp : 'absent';
  const rcp = underRcps ? layers.rcp : 'absent';

  if ([...own, scp, rcp, layers.endpoint].includes('deny')) return 'deny explicit-deny';
  if (layers.keyPolicy === 'deny') return 'deny explicit-deny';
  if (scp === 'silent') return 'deny scp';
  if (layers.endpoint === 'silent') return 'deny vpc-endpoint';
  if (kind === 'anonymous') return 'deny anonymous';

  const ways = across ? waysAcross(kind, layers) : waysWithin(kind, layers);
  if (typeof ways === 'string') return `deny ${ways}`;
  const pastBoundary = ways.filter(
    (way) => way.limits === 'none' || !ownPolicies || layers.boundary !== 'silent',
  );
  if (pastBoundary.length === 0) return 'deny boundary';
  const open = pastBoundary.find((way) => {
    if (way.limits === 'none' || !ownPolicies) return true;
    if (layers.session === 'absent') return way.limits !== 'session needed';
    return layers.session === 'allow';
  });
  return open === undefined ? 'deny session-policy' : `allow ${open.reason}`;
}

interface Way {
  reason: 'key-policy' | 'identity-policy' | 'grant' | 'both-accounts';
  limits: 'none' | 'boundary and session' | 'session needed';
}

// A federated user has nothing of its user's identity policies, nor of a grant, without a session
// policy.
function byIdentity(kind: Kind): Way['limits'] {
  return kind === 'federated user' ? 'session needed' : 'boundary and session';
}

function waysWithin(kind: Kind, layers: Combination): Way[] | string {
  const ways: Way[] = [];
  const ownRole = kind === 'role session' || kind === 'service-linked role';
  if (layers.keyPolicy === 'everyone') ways.push({ reason: 'key-policy', limits: 'none' });
  if (layers.keyPolicy === 'direct' && kind !== 'root user') {
    ways.push({ reason: 'key-policy', limits: ownRole ? 'boundary and session' : 'none' });
  }
  if (layers.keyPolicy === 'delegation' && kind === 'root user') {
    ways.push({ reason: 'key-policy', limits: 'none' });
  }
  const delegated = layers.keyPolicy === 'delegation' && kind !== 'service';
  if (delegated && kind !== 'root user' && layers.identity === 'allow') {
    ways.push({ reason: 'identity-policy', limits: byIdentity(kind) });
  }
  return withGrant(kind, layers, ways, delegated ? 'no-identity-allow' : 'not-delegated');
}

function waysAcross(kind: Kind, layers: Combination): Way[] | string {
  const named = layers.keyPolicy === 'direct' && kind !== 'root user';
  const given = named || layers.keyPolicy === 'everyone' || layers.keyPolicy === 'delegation';
  const ways: Way[] = [];
  if (given && kind === 'root user') ways.push({ reason: 'both-accounts', limits: 'none' });
  if (given && kind !== 'root user' && layers.identity === 'allow') {
    ways.push({ reason: 'both-accounts', limits: byIdentity(kind) });
  }
  const closed = given ? 'no-caller-account-allow' : 'no-key-account-allow';
  return withGrant(kind, layers, ways, closed);
}

// No grant names a root user, but every other kind has one.
function withGrant(kind: Kind, layers: Combination, ways: Way[], closed: string): Way[] | string {
  const named = layers.grant !== 'none' && kind !== 'root user';
  if (named && layers.grant === 'matching') {
    ways.push({ reason: 'grant', limits: byIdentity(kind) });
  }
  if (ways.length > 0) return ways;
  return named ? 'grant-constraint' : closed;
}
