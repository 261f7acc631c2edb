// The calls of AWS KMS and AWS STS: `POST /`. They are taken from Node's server itself, since the routes, parsers and
// replies of Fastify cost more than a decision does.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { attempted, onceMade } from '../kms/once-made.ts';
import { type Answer, errorAnswer } from './answer.ts';
import { answerKms } from './answer-kms.ts';
import { answerSts } from './answer-sts.ts';
import { internalError, throttled, tooLarge } from './aws-error.ts';
import { connectionOf, httpRequestOf } from './connection.ts';
import { type HttpRequest, headerOf } from './http-request.ts';
import type { Serving } from './serving.ts';
import { errorXml } from './sts-xml.ts';
import { answerFailure, logAnswer, writeAnswer } from './write-answer.ts';

/** One call: its request, where its answer goes, and the most that its body may be. */
export interface HttpCall {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly bodyBytes: number;
}

/** Whether a request is one: a POST, or a GET with a query, which STS takes too. */
export function isCall({ method, url = '' }: IncomingMessage): boolean {
  if (method !== 'POST' && method !== 'GET') return false;
  return url.startsWith('/?') || (url === '/' && method === 'POST');
}

/** Reads a call, performs it and answers it. What is refused is refused before its body is read. */
export function takeCall(serving: Serving, call: HttpCall): void {
  if (serving.admission.hasRoom()) readBody(call, (body) => perform(serving, call, body));
  else refuse(serving, call);
}

function perform(serving: Serving, call: HttpCall, body: Uint8Array | undefined): void {
  const { admission } = serving;
  const { message, response } = call;
  const began = performance.now();
  const finish = (answer: Answer) => {
    logAnswer(serving, message, answer, performance.now() - began);
    writeAnswer(response, answer);
  };
  if (body === undefined) {
    finish(errorAnswer(tooLarge));
    return;
  }
  // Most calls are answered at once, and without a promise.
  const answer = () =>
    void onceMade(answerOf(serving, message, body), (given) => {
      admission.leave();
      finish(given);
    });
  const turn = admission.enter();
  if (turn === 'now') answer();
  else if (turn === 'full') refuse(serving, call);
  else void turn.then(answer);
}

function refuse({ admission, metrics }: Serving, { response }: HttpCall): void {
  metrics.refuse();
  const delay = admission.refusalDelayMs();
  const write = () => writeAnswer(response, errorAnswer(throttled));
  if (delay === 0) write();
  else setTimeout(write, delay);
}

/** Reads a body to its end; undefined as soon as it is larger than it may be. */
function readBody(
  { message, bodyBytes }: HttpCall,
  done: (body: Uint8Array | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const add = (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= bodyBytes) return;
    message.off('data', add).off('end', end);
    done(undefined);
  };
  const end = () => done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  message.on('data', add).on('end', end);
}

function answerOf(
  serving: Serving,
  message: IncomingMessage,
  body: Uint8Array,
): Answer | Promise<Answer> {
  const request = httpRequestOf(message, body);
  const query = isQuery(request);
  const service = query ? answerSts : answerKms;
  return attempted(
    () => service(serving, request, connectionOf(message)),
    (error) => answerFailed(serving, error as Error, query),
  );
}

/** What a client of either service reads when something went wrong here. */
function answerFailed(serving: Serving, error: Error, query: boolean): Answer {
  const answer = answerFailure(serving, error);
  if (!query) return answer;
  const failure = { ...internalError, name: 'InternalFailure', status: answer.status };
  return { ...answer, contentType: 'text/xml', body: errorXml(failure, answer.requestId) };
}

/** STS takes a form, or the query of a GET. */
function isQuery(request: HttpRequest): boolean {
  const { method, url } = request;
  if (method === 'GET') return /[?&]Action=/.test(url);
  const type = headerOf(request, 'content-type');
  return type?.startsWith('application/x-www-form-urlencoded') === true;
}
