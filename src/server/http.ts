// The HTTP side of a server: routes, limits and timeouts. Every answer, also to what is no HTTP, has the shape that
// AWS's clients read. Node's parser is the strict one: both Content-Length and Transfer-Encoding is an error.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { attempted, onceMade } from '../kms/once-made.ts';
import { type Answer, awsJson, errorAnswer, newRequestId } from './answer.ts';
import { answerKms } from './answer-kms.ts';
import { answerSts } from './answer-sts.ts';
import { type AwsError, clientError, errorBody, internalError, throttled } from './aws-error.ts';
import { connectionOf, httpRequestOf } from './connection.ts';
import { keywardRoutes } from './keyward-routes.ts';
import type { Serving } from './serving.ts';
import { errorXml } from './sts-xml.ts';

/** How a server speaks HTTP. */
export interface HttpOptions {
  readonly limits: HttpLimits;
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer } | undefined;
}

/** What one client can take of a server. */
export interface HttpLimits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly connections: number;
  readonly headersMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
}

/** The largest input is an attestation document of 256 KB, a third more in base64, with a policy of 32 KB. */
export const defaultLimits: HttpLimits = {
  bodyBytes: 1024 * 1024,
  headerBytes: 16 * 1024,
  connections: 4096,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 65_000,
};

/** An HTTP server that nobody listens to yet. */
export function createHttp(serving: Serving, { limits, tls }: HttpOptions): FastifyInstance {
  const nodeOptions = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(1000, limits.headersMs),
    maxHeaderSize: limits.headerBytes,
    insecureHTTPParser: false,
    requireHostHeader: true,
    noDelay: true,
  };
  const common = {
    logger: false,
    bodyLimit: limits.bodyBytes,
    return503OnClosing: false,
    forceCloseConnections: 'idle' as const,
    exposeHeadRoutes: false,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) =>
      answerBroken(error, socket),
    frameworkErrors: (_error: FastifyError, _request: unknown, reply: FastifyReply) => {
      void write(reply, errorAnswer(nothingHere));
    },
  };
  const app = (tls
    ? Fastify({ ...common, https: { ...nodeOptions, ...tls, minVersion: 'TLSv1.2' } })
    : Fastify({ ...common, http: nodeOptions })) as unknown as FastifyInstance;
  app.server.maxConnections = limits.connections;
  app.removeAllContentTypeParsers();
  // Those of AWS by name, for which Fastify need not look, and any other.
  const types = [awsJson, 'application/x-www-form-urlencoded', '*'];
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerFailure(serving, error);
    if (answer.status === 413) reply.header('connection', 'close');
    logAnswer(serving, request, answer, 0);
    return write(reply, answer);
  });
  app.setNotFoundHandler((_request, reply) => write(reply, errorAnswer(nothingHere)));
  addKmsRoute(app, serving);
  keywardRoutes(app, serving);
  return app;
}

const nothingHere = clientError(
  'UnknownOperationException',
  'AWS KMS and AWS STS are answered on `POST /`.',
  404,
);

function addKmsRoute(app: FastifyInstance, serving: Serving): void {
  const { admission, metrics } = serving;
  const refuse = (reply: FastifyReply) => {
    metrics.refuse();
    const delay = admission.refusalDelayMs();
    if (delay === 0) void write(reply, errorAnswer(throttled));
    else setTimeout(() => void write(reply, errorAnswer(throttled)), delay);
  };
  app.route({
    method: ['GET', 'POST'],
    url: '/',
    // What is refused is refused before its body is read.
    onRequest(_request, reply, done) {
      if (admission.hasRoom()) done();
      else refuse(reply);
    },
    // Most calls are answered at once, and without a promise.
    handler(request, reply): void | Promise<void> {
      const began = performance.now();
      const turn = admission.enter();
      if (turn === 'full') return refuse(reply);
      const answer = () =>
        onceMade(answerOf(serving, request), (given) => {
          admission.leave();
          logAnswer(serving, request, given, performance.now() - began);
          write(reply, given);
        });
      return turn === 'now' ? answer() : turn.then(answer);
    },
  });
}

function answerOf(serving: Serving, { raw, body }: FastifyRequest): Answer | Promise<Answer> {
  const service = isQuery(raw) ? answerSts : answerKms;
  const bytes = body instanceof Uint8Array ? body : nothing;
  return attempted(
    () => service(serving, httpRequestOf(raw, bytes), connectionOf(raw)),
    (error) => answerFailed(serving, raw, error as Error),
  );
}

/** What a client of either service reads when something went wrong here. */
function answerFailed(serving: Serving, raw: IncomingMessage, error: Error): Answer {
  const answer = answerFailure(serving, error);
  if (!isQuery(raw)) return answer;
  const failure = { ...internalError, name: 'InternalFailure', status: answer.status };
  return { ...answer, contentType: 'text/xml', body: errorXml(failure, answer.requestId) };
}

/** STS takes a form, or the query of a GET. */
function isQuery({ method, url = '', headers }: IncomingMessage): boolean {
  if (method === 'GET') return /[?&]Action=/.test(url);
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
}

const nothing = new Uint8Array(0);

/** What the client did wrong as HTTP has it; or something that went wrong here, of which only the log tells. */
function answerFailure({ log }: Serving, error: Error & { code?: string; statusCode?: number }) {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return errorAnswer(
      clientError('RequestEntityTooLargeException', 'The body is larger than 1 MB.', 413),
    );
  }
  const { statusCode } = error;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return errorAnswer(clientError('SerializationException', 'The request cannot be read.'));
  }
  const answer = errorAnswer(internalError);
  const { code = error.name } = error;
  const { requestId } = answer;
  log.write('error', 'a request failed', { requestId, code, at: placeOf(error) });
  return answer;
}

/** Where an error was thrown. Its message could hold what a client sent. */
function placeOf({ stack = '' }: Error): string {
  return /^ {4}at .*$/m.exec(stack)?.[0].trim() ?? '';
}

function write(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers({
      'content-type': answer.contentType,
      'x-amzn-requestid': answer.requestId,
      'cache-control': 'no-store',
    })
    .send(Buffer.from(answer.body));
}

function logAnswer(
  { log, metrics }: Serving,
  { raw }: FastifyRequest,
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
    address: raw.socket.remoteAddress,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  });
}

const broken: Readonly<Record<string, AwsError>> = {
  HPE_HEADER_OVERFLOW: clientError(
    'RequestHeaderSectionTooLarge',
    'The headers are too large.',
    431,
  ),
  ERR_HTTP_REQUEST_TIMEOUT: clientError(
    'RequestTimeoutException',
    'The request took too long.',
    408,
  ),
};

/** Answers what is no HTTP, and ends the connection. */
function answerBroken({ code = '' }: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const error =
    broken[code] ?? clientError('SerializationException', 'The request is no valid HTTP.');
  const body = errorBody(error);
  socket.end(
    [
      `HTTP/1.1 ${error.status} ${error.status === 400 ? 'Bad Request' : error.name}`,
      `content-type: ${awsJson}`,
      `x-amzn-requestid: ${newRequestId()}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
