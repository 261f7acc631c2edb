// Answers a request of AWS STS: the Query protocol, on the same port. What it decides can be explained too.
import { systemRandom } from '../crypto/random.ts';
import { explain } from '../explain/explain.ts';
import { type Answer, newRequestId } from './answer.ts';
import type { SignedRequest } from './authenticate.ts';
import type { AwsError } from './aws-error.ts';
import { maySimulate, readFacts } from './call-facts.ts';
import type { Connection } from './connection.ts';
import type { RememberedCall } from './remembered-calls.ts';
import type { Serving } from './serving.ts';
import { handleSts, type StsOutcome } from './sts.ts';
import { readStsParameters } from './sts-parameters.ts';
import { errorXml } from './sts-xml.ts';

/** Answers a request. */
export async function answerSts(
  serving: Serving,
  request: SignedRequest,
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
  if (outcome.error || outcome.decided.length > 0) remembered.add(requestId, explained(outcome));
  const { status, body, error } = outcome;
  return { ...common, status, body, ...(error ? { error: error.name } : {}) };
}

function explained({ operation, decided, error, status }: StsOutcome): RememberedCall {
  const allowed =
    decided.length > 0 && decided.every(({ decision }) => decision.verdict === 'allow');
  return {
    good: error === undefined,
    explain: () => ({
      operation,
      allowed,
      decisions: decided.map(({ action, resource, decision }) => ({ action, resource, decision })),
      explanations: decided.map(({ policies, request }) => explain(policies, request)),
      ...(error ? { error: { ...error, status } } : {}),
      notes: [],
    }),
  };
}
