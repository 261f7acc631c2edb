// Answers a request of AWS STS: the Query protocol, on the same port. What it decides can be explained too.
import { systemRandom } from '../crypto/random.ts';
import { explain } from '../explain/explain.ts';
import type { TrailRecord } from '../model/trail-record.ts';
import { type Answer, newRequestId } from './answer.ts';
import type { AwsError } from './aws-error.ts';
import { maySimulate, readFacts } from './call-facts.ts';
import { type CallMeta, recordOf } from './call-meta.ts';
import type { Connection } from './connection.ts';
import { type HttpRequest, headerOf } from './http-request.ts';
import type { RememberedCall } from './remembered-calls.ts';
import type { Serving } from './serving.ts';
import { handleSts, type StsOutcome } from './sts.ts';
import { readStsParameters } from './sts-parameters.ts';
import { stsRecord } from './sts-record.ts';
import { errorXml } from './sts-xml.ts';

/** Answers a request. */
export async function answerSts(
  serving: Serving,
  request: HttpRequest,
  connection: Connection,
): Promise<Answer> {
  const requestId = newRequestId();
  const common = { contentType: 'text/xml', requestId, operation: 'sts' };
  const refused = (error: AwsError): Answer => ({
    ...common,
    status: error.status,
    body: errorXml(error, requestId),
    error: error.name,
  });
  const authenticated = await serving.authenticate(request, 'sts');
  if (authenticated.kind === 'refused') return refused(authenticated.error);
  const read = readStsParameters(request);
  if ('error' in read) return refused(read.error);
  const { caller, session, region, context, signedHeaders } = authenticated;
  const stated = readFacts(request, connection, {
    allowed: () => maySimulate(serving.world, caller),
    signedHeaders,
  });
  if (stated.kind === 'refused') return refused(stated.error);
  const { facts } = stated;
  const { world, credentials, remembered } = serving;
  const outcome = await handleSts(
    {
      parameters: read.parameters,
      caller,
      region,
      now: serving.now(),
      requestId,
      context: { ...context, ...facts.context },
      ...(session ? { session } : {}),
      ...(facts.vpcEndpoint === undefined ? {} : { vpcEndpoint: facts.vpcEndpoint }),
    },
    { world, credentials, random: systemRandom },
  );
  const event = await recorded(serving, outcome, {
    userAgent: headerOf(request, 'user-agent'),
    accessKeyId: authenticated.accessKeyId,
    soft: serving.mode.soft,
    unsigned: authenticated.unsigned,
    tls: connection.tls,
  });
  remembered.add(explained(requestId, outcome, event));
  const { status, body, error } = outcome;
  const operation = outcome.operation || common.operation;
  const who = event === undefined ? {} : { caller: event.userIdentity.arn };
  return { ...common, ...who, operation, status, body, ...(error ? { error: error.name } : {}) };
}

/** Keeps the record of a call: nobody is told of a session whose record is not durable. */
async function recorded(
  { state, trail }: Serving,
  outcome: StsOutcome,
  meta: CallMeta,
): Promise<TrailRecord | undefined> {
  const made = stsRecord(outcome);
  if (made === undefined) return undefined;
  const event = recordOf({ event: made, decisions: [] }, meta);
  const denied = outcome.decided.some(({ decision }) => decision.verdict === 'deny');
  await state.keep(denied ? { event, denial: { ...reasonsOf(outcome), notes: [] } } : { event });
  trail?.write(event);
  return event;
}

function reasonsOf({ decided }: StsOutcome) {
  return {
    decisions: decided.map(({ action, resource, decision }) => ({ action, resource, decision })),
    explanations: decided.map(({ policies, request }) => explain(policies, request)),
  };
}

function explained(
  requestId: string,
  outcome: StsOutcome,
  event: TrailRecord | undefined,
): RememberedCall {
  const { operation, decided, error, status } = outcome;
  return {
    requestId,
    good: error === undefined,
    explain: () => ({
      operation,
      // GetCallerIdentity and GetSessionToken need no permission.
      allowed: error === undefined || (decided.length > 0 && decided.every(isAllowed)),
      ...reasonsOf(outcome),
      ...(error ? { error: { ...error, status } } : {}),
      ...(event ? { event } : {}),
      notes: [],
    }),
  };
}

function isAllowed({ decision }: StsOutcome['decided'][number]): boolean {
  return decision.verdict === 'allow';
}
