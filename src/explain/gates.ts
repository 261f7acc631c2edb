// One short sentence for each gate of a decision: why it is open, closed or not reached.
import type { Reason } from '../model/decision.ts';
import type { GateId, GateNote, GateTrace } from '../model/trace.ts';
import { visible } from '../syntax/quoted.ts';
import type { Case } from './case.ts';
import type { ExplainedGate } from './explanation.ts';
import { levelNames } from './levels.ts';
import { callerNoun, listed, resourceNoun, sourceName } from './names.ts';

/** The gates of a decision in order, each with its sentence. */
export function explainGates(subject: Case): readonly ExplainedGate[] {
  return subject.trace.gates.map((gate) => ({
    id: gate.id,
    state: gate.state,
    sentence: visible((sentences[gate.id][gate.note] ?? otherwise[gate.note])(subject, gate)),
    sources: gate.sources,
  }));
}

type Sentence = (subject: Case, gate: GateTrace) => string;

const allowed: Sentence = (subject, gate) => `${by(subject, gate)} allows it`;

const sentences: Readonly<Record<GateId, Partial<Record<GateNote, Sentence>>>> = {
  'explicit-deny': {
    'no-deny': () => 'no Deny statement matches',
    denied: (subject, gate) =>
      `${by(subject, gate)} ${gate.sources.length === 1 ? 'denies' : 'deny'} it`,
  },
  rcp: {
    absent: () => 'there are no resource control policies',
    exempt: (subject) =>
      `resource control policies do not limit ${exempt(subject, 'this request')}`,
    allowed: () => 'RCPFullAWSAccess allows it, so only an explicit Deny could stop it here',
  },
  scp: {
    absent: () => 'there are no service control policies',
    exempt: (subject) => `service control policies do not limit ${exempt(subject, 'this caller')}`,
    allowed: ({ policies }) => {
      const count = policies.input.serviceControlPolicies?.length ?? 0;
      return count === 1 ? 'the one level allows it' : `all ${count} levels allow it`;
    },
    'not-allowed': (subject, gate) =>
      `no Allow for ${subject.trace.action} at ${levelNames(subject, gate.closedLevels ?? [])}`,
  },
  'vpc-endpoint': {
    absent: ({ request }) =>
      request.vpcEndpoint === undefined
        ? 'the call does not come through a VPC endpoint'
        : `${request.vpcEndpoint} has no policy here, so it lets everything through`,
    exempt: ({ request }) =>
      request.via === undefined
        ? 'the call does not come through a VPC endpoint'
        : 'endpoint policies do not see calls that a service forwards',
    allowed,
    'not-allowed': ({ trace, request }) =>
      `the policy of ${request.vpcEndpoint ?? 'the endpoint'} does not allow ${trace.action}`,
  },
  'key-trust': {
    'way-in': (subject, gate) =>
      gate.sources.length === 0
        ? `${callerNoun(subject.trace.principal)} needs no policy for it`
        : `${by(subject, gate)} ${gate.sources.length === 1 ? 'lets' : 'let'} ${callerNoun(subject.trace.principal)} in`,
    'no-way-in': (subject) => noWayIn(subject),
  },
  boundary: {
    absent: ({ trace }) => `${callerNoun(trace.principal)} has no permissions boundary`,
    allowed,
    'not-allowed': ({ trace }) => `no statement of the boundary allows ${trace.action}`,
    'not-limiting': () => 'the boundary does not limit what lets the caller in',
  },
  'session-policy': {
    absent: () => 'there are no session policies',
    allowed,
    'not-allowed': ({ trace, policies }) =>
      (policies.input.sessionPolicies?.length ?? 0) === 0
        ? 'a federated session without a session policy is allowed nothing by identity policies'
        : `no session policy allows ${trace.action}`,
    'not-limiting': () => 'session policies do not limit what lets the caller in',
  },
};

const otherwise: Readonly<Record<GateNote, Sentence>> = {
  'no-deny': () => 'no Deny statement matches',
  denied: (subject, gate) => `denied by ${by(subject, gate)}`,
  absent: () => 'there is none',
  exempt: (subject) => `it does not limit ${exempt(subject, 'this request')}`,
  allowed: () => 'it allows the request',
  'not-allowed': () => 'nothing allows it',
  'not-limiting': () => 'it does not limit what lets the caller in',
  'way-in': () => 'there is a way in',
  'no-way-in': () => 'there is no way in',
};

function by({ trace }: Case, gate: GateTrace): string {
  const names = gate.sources.map((source) => sourceName(trace, source));
  return listed(names, 3);
}

/** Who or what a guardrail does not limit, from what the trace says of the caller. */
function exempt({ trace }: Case, others: string): string {
  if (trace.principal.serviceLinked) return 'service-linked roles';
  if (trace.principal.kind === 'service') return 'service principals';
  if (trace.principal.kind === 'anonymous') return 'anonymous callers';
  return trace.action === 'kms:RetireGrant' ? 'kms:RetireGrant' : others;
}

/** Shorter than the headline's reason, which stands above. */
const closedTrust: Readonly<Partial<Record<Reason, (subject: Case) => string>>> = {
  'no-identity-allow': ({ trace }) =>
    `no identity policy of ${callerNoun(trace.principal)} allows ${trace.action}`,
  'no-caller-account-allow': ({ trace }) =>
    `account ${trace.resourceAccount} allows it, account ${trace.principal.account} does not`,
  'no-key-account-allow': ({ trace }) =>
    `account ${trace.resourceAccount}, the owner of ${resourceNoun(trace.resource)}, does not allow it`,
  'grant-constraint': ({ trace }) =>
    `only a grant could let ${callerNoun(trace.principal)} in, and its constraint does not hold`,
  'trust-policy': () => "the role's trust policy does not let the caller in",
  'not-usable-across-accounts': ({ trace }) => `${trace.action} never works across accounts`,
  anonymous: () => 'AWS KMS accepts only signed requests',
};

function noWayIn(subject: Case): string {
  const { trace } = subject;
  const own = closedTrust[trace.decision.reason];
  if (own !== undefined) return own(subject);
  return trace.crossAccount
    ? `the accounts of the caller and of ${resourceNoun(trace.resource)} do not both allow it`
    : `nothing lets ${callerNoun(trace.principal)} in: no key policy, delegation or grant`;
}
