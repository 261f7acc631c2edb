// One sentence for each gate of a decision: why it is open, closed or not reached.
import type { GateId, GateNote, GateTrace } from '../model/trace.ts';
import type { Case } from './case.ts';
import { gateOf } from './case.ts';
import type { ExplainedGate } from './explanation.ts';
import { levelNames } from './levels.ts';
import { callerNoun, listed, resourceNoun, sourceName } from './names.ts';
import { reasons } from './reasons.ts';

/** The gates of a decision in order, each with its sentence. */
export function explainGates(subject: Case): readonly ExplainedGate[] {
  return subject.trace.gates.map((gate) => ({
    id: gate.id,
    state: gate.state,
    sentence: gateSentence(subject, gate),
    sources: gate.sources,
  }));
}

/** What a gate is called in a list of gates. */
export const gateNames: Readonly<Record<GateId, string>> = {
  'explicit-deny': 'explicit deny',
  rcp: 'RCP',
  scp: 'SCP',
  'vpc-endpoint': 'VPC endpoint',
  'key-trust': 'key trust',
  boundary: 'boundary',
  'session-policy': 'session policy',
};

type Sentence = (subject: Case, gate: GateTrace) => string;

const sentences: Readonly<Record<GateId, Partial<Record<GateNote, Sentence>>>> = {
  'explicit-deny': {
    'no-deny': () => 'no Deny statement matches',
    denied: (subject, gate) =>
      `${by(subject, gate)} ${gate.sources.length === 1 ? 'denies' : 'deny'} it`,
  },
  rcp: {
    absent: () => 'no resource control policies',
    exempt: (subject) =>
      `resource control policies do not limit ${exempt(subject, subject.trace.action)}`,
    allowed: () => 'RCPFullAWSAccess allows it and no RCP denies it',
  },
  scp: {
    absent: () => 'no service control policies',
    exempt: (subject) => `service control policies do not limit ${exempt(subject, 'this caller')}`,
    allowed: () => 'allowed at every level',
    'not-allowed': (subject, gate) =>
      `no Allow for ${subject.trace.action} at ${levelNames(subject, gate.closedLevels ?? [])}`,
  },
  'vpc-endpoint': {
    absent: ({ request }) =>
      request.vpcEndpoint === undefined
        ? 'the call does not come through a VPC endpoint'
        : `${request.vpcEndpoint} has no policy of its own, so it lets everything through`,
    exempt: () => 'endpoint policies do not see calls that a service forwards',
    allowed: (subject, gate) => `${by(subject, gate)} allows it`,
    'not-allowed': (subject) => reasons['vpc-endpoint'](subject),
  },
  'key-trust': {
    'way-in': (subject, gate) =>
      gate.sources.length === 0
        ? 'the way in needs no statement'
        : `${by(subject, gate)} let it in`,
    'no-way-in': (subject) => trustSentence(subject),
    exempt: () => 'trust plays no part here',
  },
  boundary: {
    absent: ({ trace }) => `${callerNoun(trace.principal)} has no permissions boundary`,
    allowed: (subject, gate) => `${by(subject, gate)} allows it`,
    'not-allowed': (subject) => `no statement of it allows ${subject.trace.action}`,
    'not-limiting': () => 'it does not limit what the way in allows',
  },
  'session-policy': {
    absent: () => 'the session has no session policies',
    allowed: (subject, gate) => `${by(subject, gate)} allows it`,
    'not-allowed': (subject) => `no statement of them allows ${subject.trace.action}`,
    'not-limiting': () => 'they do not limit what the way in allows',
  },
};

const fallback: Readonly<Record<GateNote, Sentence>> = {
  'no-deny': () => 'no Deny statement matches',
  denied: (subject, gate) => `denied by ${by(subject, gate)}`,
  absent: () => 'there is none',
  exempt: () => 'it does not limit this request',
  allowed: (subject, gate) =>
    gate.sources.length === 0 ? 'allowed' : `${by(subject, gate)} allows it`,
  'not-allowed': () => 'nothing allows it',
  'not-limiting': () => 'it does not limit this way in',
  'way-in': (subject, gate) => by(subject, gate),
  'no-way-in': () => 'there is no way in',
};

function gateSentence(subject: Case, gate: GateTrace): string {
  return (sentences[gate.id][gate.note] ?? fallback[gate.note])(subject, gate);
}

function by({ trace }: Case, gate: GateTrace): string {
  const names = gate.sources.map((source) => sourceName(trace, source));
  return listed(names, 3);
}

/** Who or what a guardrail does not limit, from what the trace says of the caller. */
function exempt({ trace }: Case, otherwise: string): string {
  if (trace.principal.serviceLinked) return 'service-linked roles';
  if (trace.principal.kind === 'service') return 'service principals';
  if (trace.principal.kind === 'anonymous') return 'anonymous callers';
  return otherwise;
}

/** The trust gate's own reason; when another gate names the decision's reason, a shorter one. */
function trustSentence(subject: Case): string {
  const { trace } = subject;
  const own = ['not-delegated', 'no-identity-allow', 'no-caller-account-allow'].concat(
    ['no-key-account-allow', 'grant-constraint', 'trust-policy'],
    ['not-usable-across-accounts', 'anonymous'],
  );
  if (gateOf(trace, 'key-trust') !== undefined && own.includes(trace.decision.reason)) {
    return reasons[trace.decision.reason](subject);
  }
  const noun = resourceNoun(trace.resource);
  return trace.crossAccount
    ? `the accounts of the caller and of ${noun} do not both allow it`
    : `neither the policy of ${noun}, nor an identity policy that it admits, nor a grant allows it`;
}
