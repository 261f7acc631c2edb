// The HTTP side of a server: routes, limits and timeouts. Every answer, also to what is no HTTP, has the shape that
// AWS's clients read. Node's parser is the strict one: both Content-Length and Transfer-Encoding is an error.
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { type Answer, awsJson, errorAnswer, newRequestId } from './answer.ts';
import { type AwsError, clientError, errorBody, tooLarge } from './aws-error.ts';
import { keywardRoutes } from './keyward-routes.ts';
import type { Serving } from './serving.ts';
import { isCall, takeCall } from './take-call.ts';
import { answerFailure, logAnswer, writeAnswer } from './write-answer.ts';

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

/** An HTTP server that nobody listens to yet: calls are taken first, and Fastify has the routes below `/_keyward`. */
export function createHttp(serving: Serving, options: HttpOptions): FastifyInstance {
  const { bodyBytes } = options.limits;
  const app = Fastify({
    logger: false,
    bodyLimit: bodyBytes,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    serverFactory: (routes) => serverOf(serving, options, routes),
    clientErrorHandler: answerBroken,
    frameworkErrors: (_error, _request, reply) => write(reply, errorAnswer(nothingHere)),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerThrown(serving, error);
    logAnswer(serving, request.raw, answer, 0);
    write(reply, answer);
  });
  app.setNotFoundHandler((_request, reply) => write(reply, errorAnswer(nothingHere)));
  keywardRoutes(app, serving);
  return app;
}

function serverOf(serving: Serving, { limits, tls }: HttpOptions, routes: RequestListener): Server {
  const { bodyBytes } = limits;
  const options = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(1000, limits.headersMs),
    maxHeaderSize: limits.headerBytes,
    insecureHTTPParser: false,
    requireHostHeader: true,
    noDelay: true,
  };
  const server = tls
    ? createTlsServer({ ...options, ...tls, minVersion: 'TLSv1.2' })
    : createServer(options);
  server.maxConnections = limits.connections;
  server.on('request', (message, response) => {
    // Once a server stops, what comes on a connection is the last that it takes there.
    if (!server.listening) response.setHeader('connection', 'close');
    if (isCall(message)) takeCall(serving, { message, response, bodyBytes });
    else routes(message, response);
  });
  return server;
}

const nothingHere = clientError(
  'UnknownOperationException',
  'AWS KMS and AWS STS are answered on `POST /`.',
  404,
);

/** What the client did wrong, as Fastify has it; or something that went wrong here. */
function answerThrown(serving: Serving, error: FastifyError): Answer {
  const { statusCode = 500 } = error;
  if (statusCode === tooLarge.status) return errorAnswer(tooLarge);
  if (statusCode >= 400 && statusCode < 500) {
    return errorAnswer(clientError('SerializationException', 'The request cannot be read.'));
  }
  return answerFailure(serving, error);
}

/** Fastify writes nothing more of its own. */
function write(reply: FastifyReply, answer: Answer): void {
  reply.hijack();
  writeAnswer(reply.raw, answer);
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
