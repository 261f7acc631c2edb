// The end of every request: its answer on the connection, its line in the log, its count in the metrics.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, errorAnswer } from './answer.ts';
import { internalError, tooLarge } from './aws-error.ts';
import type { Serving } from './serving.ts';

/** Writes an answer; after one to a body that is too large, nothing more is read. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const { status, contentType, requestId, body } = answer;
  const headers = [
    'content-type',
    contentType,
    'x-amzn-requestid',
    requestId,
    'cache-control',
    'no-store',
    'content-length',
    String(Buffer.byteLength(body)),
  ];
  if (status === tooLarge.status) headers.push('connection', 'close');
  response.writeHead(status, headers).end(body);
}

/** Counts an answer, and logs it. */
export function logAnswer(
  { log, metrics }: Serving,
  { socket }: IncomingMessage,
  { operation, error, status, requestId, caller, soft = false }: Answer,
  milliseconds: number,
): void {
  metrics.count({ operation, error, seconds: milliseconds / 1000, soft });
  log.write('info', 'request', {
    requestId,
    operation,
    status,
    error,
    caller,
    wouldHaveBeenDenied: soft || undefined,
    address: socket.remoteAddress,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  });
}

/** The answer where something went wrong here, of which only the log tells. */
export function answerFailure({ log }: Serving, error: Error & { code?: string }): Answer {
  const { code = error.name } = error;
  const answer = errorAnswer(internalError);
  const { requestId } = answer;
  log.write('error', 'a request failed', { requestId, code, at: placeOf(error) });
  return answer;
}

/** Where an error was thrown. Its message could hold what a client sent. */
function placeOf({ stack = '' }: Error): string {
  return /^ {4}at .*$/m.exec(stack)?.[0].trim() ?? '';
}
