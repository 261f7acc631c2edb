// The gates of a decision one by one. Each is asked on its own, so that a denial shows all that are closed.
import type { Source } from '../model/decision.ts';
import type { GateId, GateNote, GateState, GateTrace } from '../model/trace.ts';
import type { Call, Range } from './compiled.ts';
import { closedLevel, endpointAllows, isExemptFromScps } from './decide.ts';
import { firstIn } from './layers.ts';
import { boundaryAllows, hasNoLimits, type Limits, sessionAllows } from './limits.ts';
import { decideTrust } from './ways-in.ts';

const nothing: Limits = { boundary: false, session: false };

/** Traces every gate, in the order in which they name the reason of a denial. */
export function traceGates(call: Call): GateTrace[] {
  const trust = decideTrust(call, nothing);
  const open = trust.verdict === 'allow';
  return [
    explicitDeny(call),
    resourceControl(call),
    serviceControl(call),
    endpoint(call),
    open
      ? gate('key-trust', 'open', 'way-in', trust.determining)
      : gate('key-trust', 'closed', 'no-way-in'),
    limit(call, 'boundary', open, boundaryAllows(call), { boundary: true, session: false }),
    limit(call, 'session-policy', open, sessionAllows(call), { boundary: false, session: true }),
  ];
}

function gate(
  id: GateId,
  state: GateState,
  note: GateNote,
  sources: readonly Source[] = [],
): GateTrace {
  return { id, state, note, sources };
}

function explicitDeny(call: Call): GateTrace {
  const sources = allIn(call, call.policies.denies);
  return sources.length === 0
    ? gate('explicit-deny', 'open', 'no-deny')
    : gate('explicit-deny', 'closed', 'denied', sources);
}

function allIn(call: Call, range: Range): Source[] {
  const sources: Source[] = [];
  for (let id = firstIn(call, range); id >= 0; id = firstIn(call, range, id + 1)) {
    sources.push(call.policies.statements[id]!.source);
  }
  return sources;
}

function firstSource(call: Call, range: Range): Source[] {
  const id = firstIn(call, range);
  return id < 0 ? [] : [call.policies.statements[id]!.source];
}

/** RCPFullAWSAccess is attached everywhere and cannot be detached: only a Deny closes this layer, and that is the first gate. */
function resourceControl(call: Call): GateTrace {
  const levels = call.policies.input.resourceControlPolicies ?? [];
  if (levels.length === 0) return gate('rcp', 'not-reached', 'absent');
  if (!call.underRcps || call.caller.principal.serviceLinked)
    return gate('rcp', 'not-reached', 'exempt');
  return gate('rcp', 'open', 'allowed');
}

function serviceControl(call: Call): GateTrace {
  const levels = call.policies.allows.serviceControl;
  if (levels.length === 0) return gate('scp', 'not-reached', 'absent');
  if (isExemptFromScps(call)) return gate('scp', 'not-reached', 'exempt');
  const closedLevels: number[] = [];
  for (let at = closedLevel(call); at >= 0; at = closedLevel(call, at + 1)) closedLevels.push(at);
  if (closedLevels.length > 0) {
    return { ...gate('scp', 'closed', 'not-allowed'), closedLevels };
  }
  return gate(
    'scp',
    'open',
    'allowed',
    levels.flatMap((level) => firstSource(call, level)),
  );
}

function endpoint(call: Call): GateTrace {
  const range = call.policies.allows.endpoint;
  if (!range.present) return gate('vpc-endpoint', 'not-reached', 'absent');
  if (!call.throughEndpoint) return gate('vpc-endpoint', 'not-reached', 'exempt');
  return endpointAllows(call)
    ? gate('vpc-endpoint', 'open', 'allowed', firstSource(call, range))
    : gate('vpc-endpoint', 'closed', 'not-allowed');
}

/** A layer that only limits: closed when it takes away every way in, or would take away an identity policy's. */
function limit(
  call: Call,
  id: 'boundary' | 'session-policy',
  trusted: boolean,
  allows: boolean,
  alone: Limits,
): GateTrace {
  const range = id === 'boundary' ? call.policies.allows.boundary : call.policies.allows.session;
  const implied = id === 'session-policy' && call.caller.principal.kind === 'federated-user';
  if (!range.present && !implied) return gate(id, 'not-reached', 'absent');
  if (hasNoLimits(call)) return gate(id, 'not-reached', 'exempt');
  if (allows) return gate(id, 'open', 'allowed', firstSource(call, range));
  const stops = !trusted || decideTrust(call, alone).verdict === 'deny';
  return stops ? gate(id, 'closed', 'not-allowed') : gate(id, 'not-reached', 'not-limiting');
}
