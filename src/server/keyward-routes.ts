// What a server answers beside AWS's APIs, below `/_keyward`: health, metrics, explanations, simulations.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { awsJson } from './answer.ts';
import { type AwsError, clientError, errorBody } from './aws-error.ts';
import { explainRequest } from './explain-request.ts';
import { refuseStranger } from './local-access.ts';
import { openApi } from './openapi.ts';
import { readJsonObject } from './read-json.ts';
import type { Serving } from './serving.ts';
import { simulateOver } from './simulate-over.ts';

type Route = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Adds the routes. Health and readiness are for everybody; the rest is for this machine, or for who signs. */
export function keywardRoutes(app: FastifyInstance, serving: Serving): void {
  app.get('/_keyward/health', () => ({ status: 'ok' }));
  app.get('/_keyward/ready', async (_request, reply) => {
    const ready = await serving.state.ready().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  const guarded = (route: Route): Route => {
    return async (request, reply) => {
      const refused = await refuseStranger(serving, request.raw, bodyOf(request));
      return refused ? refuse(reply, refused) : route(request, reply);
    };
  };
  app.get(
    '/_keyward/metrics',
    guarded((_request, reply) =>
      reply
        .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
        .send(metricsText(serving)),
    ),
  );
  app.get(
    '/_keyward/openapi.json',
    guarded((_request, reply) => reply.send(openApi())),
  );
  app.get(
    '/_keyward/requests/:id',
    guarded(async (request, reply) => {
      const { id } = request.params as { readonly id: string };
      const explained = await explainRequest(serving, id);
      return explained
        ? reply.send(explained)
        : refuse(
            reply,
            clientError(
              'NotFoundException',
              `There is no call with the request id ${id.slice(0, 64)}; the last calls are remembered, and those that a store holds.`,
              404,
            ),
          );
    }),
  );
  app.post(
    '/_keyward/simulate',
    guarded(async (request, reply) => {
      const body = readJsonObject(bodyOf(request));
      if (body.kind === 'refused')
        return refuse(reply, clientError('SerializationException', body.because));
      const simulated = await simulateOver(serving, body.value);
      if (simulated.kind === 'answer') return reply.send(simulated.answer);
      return refuse(reply, clientError('ValidationException', simulated.because));
    }),
  );
}

const nothing = new Uint8Array(0);

function bodyOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? body : nothing;
}

function metricsText({ metrics, admission, remembered }: Serving): string {
  return metrics.text({
    inFlight: admission.inFlight(),
    queued: admission.queued(),
    remembered: remembered.count(),
  });
}

function refuse(reply: FastifyReply, error: AwsError): FastifyReply {
  return reply
    .code(error.status)
    .header('content-type', awsJson)
    .send(Buffer.from(errorBody(error)));
}
