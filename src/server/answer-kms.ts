// Answers a request of AWS KMS: AWS JSON 1.1 on `POST /`. The operation is known before the signature is checked,
// and the body is read after that, so that nobody unknown has JSON parsed.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import { operationApis } from '../kms/api.generated.ts';
import type { OperationName } from '../kms/api-types.generated.ts';
import type { CallOutcome } from '../kms/call-outcome.ts';
import { attempted, onceMade } from '../kms/once-made.ts';
import { operations } from '../kms/operations.ts';
import { outcomeJson } from '../kms/outcome-json.ts';
import type { SimulateRequest } from '../kms/simulate-request.ts';
import { SimulationError } from '../kms/unresolved.ts';
import { toJson } from '../kms/wire.ts';
import type { CallerInput } from '../world/caller-name.ts';
import { type Answer, awsJson, errorAnswer } from './answer.ts';
import type { Authenticated } from './authenticate.ts';
import { type AwsError, clientError, errorBody } from './aws-error.ts';
import { type CallFacts, maySimulate, readFacts } from './call-facts.ts';
import { type CallMeta, recordOf } from './call-meta.ts';
import type { Connection } from './connection.ts';
import { type HttpRequest, headerOf } from './http-request.ts';
import { readJsonObject } from './read-json.ts';
import type { Serving } from './serving.ts';

type Signed = Extract<Authenticated, { readonly kind: 'signed' }>;

/** Answers a request. */
export function answerKms(
  serving: Serving,
  request: HttpRequest,
  connection: Connection,
): Answer | Promise<Answer> {
  const operation = operationOf(request);
  if (typeof operation !== 'string') return errorAnswer(operation);
  return onceMade(serving.authenticate(request, 'kms'), (caller) =>
    caller.kind === 'refused'
      ? errorAnswer(caller.error, operation)
      : answerCaller(serving, request, connection, operation, caller),
  );
}

function answerCaller(
  serving: Serving,
  request: HttpRequest,
  connection: Connection,
  operation: OperationName,
  caller: Signed,
): Answer | Promise<Answer> {
  const body = readJsonObject(request.body);
  if (body.kind === 'refused') {
    return errorAnswer(
      clientError('SerializationException', `${capital(body.because)}.`),
      operation,
    );
  }
  const read = readFacts(request, connection, {
    allowed: () => maySimulate(serving.world, caller.caller),
    signedHeaders: caller.signedHeaders,
  });
  if (read.kind === 'refused') return errorAnswer(read.error, operation);
  if (serving.mode.readOnly && operations[operation]?.writes) {
    return errorAnswer(readOnly(operation), operation);
  }
  const meta: CallMeta = {
    userAgent: headerOf(request, 'user-agent'),
    accessKeyId: caller.accessKeyId,
    soft: serving.mode.soft,
    unsigned: caller.unsigned,
    tls: connection.tls,
  };
  const asked = askedOf(serving, operation, body.value, caller, read.facts);
  return attempted(
    () =>
      onceMade(serving.state.perform(asked, meta), (outcome) =>
        answered(serving, operation, outcome, meta),
      ),
    (error) => {
      if (!(error instanceof SimulationError)) throw error;
      return errorAnswer(undecided(error), operation);
    },
  );
}

const targets: ReadonlyMap<string, OperationName> = new Map(
  Object.keys(operationApis).map((name) => [`TrentService.${name}`, name as OperationName]),
);

/** The operation that a request names; or what AWS answers when it names none. */
function operationOf(request: HttpRequest): OperationName | AwsError {
  const type = headerOf(request, 'content-type') ?? '';
  if (type !== awsJson && type.split(';')[0]?.trim().toLowerCase() !== awsJson) {
    return clientError('UnknownOperationException', `The content type is not \`${awsJson}\`.`, 404);
  }
  const named = targets.get(headerOf(request, 'x-amz-target') ?? '');
  return (
    named ??
    clientError(
      'UnknownOperationException',
      'The header `X-Amz-Target` names no operation of AWS KMS.',
    )
  );
}

function askedOf(
  { mode: { soft } }: Serving,
  operation: OperationName,
  parameters: Readonly<Record<string, unknown>>,
  { caller, region, context }: Signed,
  facts: CallFacts,
): SimulateRequest {
  const { via, vpcEndpoint } = facts;
  return {
    principal: nameOf(caller),
    operation,
    parameters,
    region,
    context: { ...context, ...facts.context },
    via,
    vpcEndpoint,
    soft,
  };
}

/** Records a call, remembers it, and answers it. */
function answered(
  serving: Serving,
  operation: OperationName,
  outcome: CallOutcome,
  meta: CallMeta,
): Answer {
  const { error, response, allowed } = outcome;
  const event = recordOf(outcome, meta);
  const { requestID: requestId, userIdentity } = event;
  serving.trail?.write(event);
  outcome.forget(event);
  serving.remembered.add({
    requestId,
    good: allowed && error === undefined,
    explain: () => outcomeJson(outcome),
  });
  return {
    status: error ? error.status : 200,
    contentType: awsJson,
    body: error ? errorBody(error) : bodyOf(operation, response),
    requestId,
    operation,
    error: error?.name,
    caller: userIdentity.arn,
    soft: error === undefined && !allowed,
  };
}

/** Operations without an output are answered with nothing. */
function bodyOf(operation: OperationName, response: object | undefined): string {
  return 'output' in operationApis[operation] ? JSON.stringify(toJson(response)) : '';
}

/** A user is named by its ARN alone, as most callers are: what is known by a text is looked up once. */
function nameOf(caller: CallerInput): string | CallerInput {
  return 'user' in caller && Object.keys(caller).length === 1 ? caller.user! : caller;
}

function readOnly(operation: string): AwsError {
  return clientError(
    'UnsupportedOperationException',
    `${operation} changes keys, and this server was started with --read-only.`,
  );
}

/** No answer of AWS: a name of its own, so that nobody takes it for a denial. */
function undecided({ message }: SimulationError): AwsError {
  return clientError(
    'KeywardUndecidedException',
    `Keyward cannot decide this call: ${message.replaceAll('\n', '; ')}`,
  );
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
