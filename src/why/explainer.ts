// Explains records, error texts and requests of one world, which it prepares once.
import { decide } from '../engine/decide.ts';
import { readPrincipal } from '../engine/principal.ts';
import type { WorldRequest } from '../world/request.ts';
import { resolveParties, resolveRequest } from '../world/resolve.ts';
import type { World } from '../world/world.ts';
import type { NoAnswer, WhyAnswer } from './answer.ts';
import { type AwsAnswer, awsAnswerOf, deniedBy } from './aws-answer.ts';
import type { CallEvidence } from './call/call-evidence.ts';
import { evidenceOfRecord } from './call/evidence-of-record.ts';
import { evidenceOfText, type Supplement } from './call/evidence-of-text.ts';
import { createKit, type WorldKit } from './call/work-out.ts';
import type { DeniedText } from './error-text/denied-text.ts';
import { bestFit, explainCall, explainWorked, noAnswer } from './explain-call.ts';
import { findParties } from './fix/find-parties.ts';
import { keysThatFit } from './keys-that-fit.ts';
import type { CallRecord } from './trail/call-record.ts';

/** Explains calls of one world. None of its functions throws. */
export interface Explainer {
  readonly record: (record: CallRecord) => WhyAnswer | NoAnswer;
  readonly text: (denied: DeniedText, given: Supplement) => WhyAnswer | NoAnswer;
  readonly request: (ask: WorldRequest, options: { readonly clock: Date }) => WhyAnswer | NoAnswer;
}

/** Makes an explainer. */
export function createExplainer(world: World): Explainer {
  const kit = createKit(world);
  return {
    record: (record) => ofRecord(kit, record),
    text: (denied, given) => ofText(kit, denied, given),
    request: (ask, options) => ofRequest(kit, ask, options),
  };
}

function ofRecord(kit: WorldKit, record: CallRecord): WhyAnswer | NoAnswer {
  const source = { kind: 'record', eventId: record.eventId } as const;
  const read = evidenceOfRecord(record, kit.world);
  if (read.kind === 'unclear') return noAnswer(source, 'unclear-record', read.sentence);
  const { evidence } = read;
  return explainCall(kit, { source, evidence, aws: awsAnswerOf(record) });
}

/** A text that does not name the key is tried with every key of the world. */
function ofText(kit: WorldKit, denied: DeniedText, given: Supplement): WhyAnswer | NoAnswer {
  const source = { kind: 'error-text' } as const;
  const read = evidenceOfText(denied, given);
  if (read.kind === 'unclear') return noAnswer(source, 'unclear-record', read.sentence);
  const { evidence } = read;
  const aws = deniedBy(denied);
  if (evidence.keys.length > 0 || denied.resource?.kind === 'any') {
    return explainCall(kit, { source, evidence, aws });
  }
  const found = keysThatFit(kit, evidence, (call) => bestFit(call, aws));
  if (found === undefined) return explainCall(kit, { source, evidence, aws });
  const { key, note } = found;
  return explainCall(kit, {
    source,
    evidence: withKey(evidence, key),
    aws,
    notes: [note],
  });
}

function withKey(evidence: CallEvidence, key: string): CallEvidence {
  const origins = () => ({ ...evidence.origins(), key: 'tried: the text does not name it' });
  return { ...evidence, keys: [key], origins };
}

/** A request in words of its own, of which AWS's answer is not known. */
function ofRequest(
  { world }: WorldKit,
  ask: WorldRequest,
  options: { readonly clock: Date },
): WhyAnswer | NoAnswer {
  const source = { kind: 'request' } as const;
  const aws: AwsAnswer = { kind: 'unsaid' };
  const parties = findParties(world, { ask, options });
  const resolution = parties && resolveParties(world, ask, options, parties);
  if (parties === undefined || resolution?.kind !== 'resolved') {
    return noAnswer(source, 'unclear-record', unresolvedSentence(world, ask, options));
  }
  const { policies, request, notes } = resolution;
  const { context = {}, via, vpcEndpoint } = ask;
  const { caller, target } = parties;
  const evidence: CallEvidence = {
    principal: ask.principal,
    operation: ask.action.slice(ask.action.indexOf(':') + 1),
    keys: [target.resource],
    region: ask.region,
    time: options.clock,
    context,
    origins: () => ({}),
    via,
    viaUnnamed: false,
    addressKnown: true,
    attested: false,
    timeKnown: true,
    textOnly: false,
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint: { id: vpcEndpoint } }),
  };
  const access = {
    action: request.action,
    resource: request.resource,
    decision: decide(policies, request),
    policies,
    decidable: request,
    whole: () => request,
    namedBy: undefined,
    newKey: false,
    notes,
    gaps: [],
    endpoints: [],
    alias: target.alias,
  };
  const principal = readPrincipal(caller.input);
  const region = target.region ?? '';
  const call = { kind: 'worked-out', caller, principal, region, accesses: [access] } as const;
  return explainWorked(world, { source, evidence, aws }, call);
}

/** Why the world cannot decide a request. */
function unresolvedSentence(
  world: World,
  ask: WorldRequest,
  options: { readonly clock: Date },
): string {
  const resolution = resolveRequest(world, ask, options);
  if (resolution.kind === 'resolved') return 'the request cannot be decided';
  return resolution.diagnostics.map(({ message }) => message).join('; ');
}
