// Puts a server together and starts it: state, signatures, limits, HTTP.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { World } from '../world/world.ts';
import { WorldError } from '../world/world-error.ts';
import { createAdmission } from './admission.ts';
import { authenticate } from './authenticate.ts';
import { type Credentials, createCredentials, type SecretReaders } from './credentials.ts';
import { createHttp, defaultLimits, type HttpLimits } from './http.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { rememberCalls } from './remembered-calls.ts';
import { createReplayGuard } from './replay-guard.ts';
import type { Authenticate, Serving } from './serving.ts';
import { createMemoryState } from './store/memory-state.ts';
import type { State } from './store/state.ts';
import { openTrail } from './trail.ts';

/** How a server is to run. Without anything: on a free port of 127.0.0.1, with its state in memory. */
export interface ServerOptions {
  /** The address to listen on; 127.0.0.1 unless it says otherwise. */
  readonly host?: string;
  /** The port; 0, which is the default, takes a free one. */
  readonly port?: number;
  /** Where keys, grants and events are kept; the server closes it. Memory unless it is given. */
  readonly state?: State;
  /** A folder for the records of calls, in CloudTrail's format. */
  readonly trail?: string;
  /** Refuses calls that change anything. */
  readonly readOnly?: boolean;
  /** Runs calls that policies deny, and says so in their records. */
  readonly soft?: boolean;
  /** Believes requests that are not signed. */
  readonly trustUnsigned?: boolean;
  /** Refuses requests that an SDK has sent before. */
  readonly replayGuard?: boolean;
  /** How many calls are performed at once; as many may wait. */
  readonly maxInFlight?: number;
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  readonly limits?: Partial<HttpLimits>;
  /** Takes the log's lines; they are dropped unless it is given. */
  readonly log?: (text: string) => void;
  /** The clock of signatures and calls. */
  readonly clock?: () => Date;
  /** How long a stop waits for calls that are being answered, in milliseconds. */
  readonly stopMs?: number;
}

/** A server that answers. */
export interface RunningServer {
  /** `http://127.0.0.1:8766` */
  readonly url: string;
  /** Takes no more calls, answers those that are there, and ends; what is left at the deadline is cut off. */
  close(): Promise<void>;
}

const defaultMaxInFlight = 64;
const defaultStopMs = 10_000;

/** Starts a server of a world. Throws a WorldError when a secret that the world names cannot be read. */
export async function createServer(
  world: World,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const { clock = () => new Date() } = options;
  const state = options.state ?? createMemoryState(world, { clock });
  try {
    return await started(servingOf(world, state, { ...options, clock }), options);
  } catch (error) {
    await state.close();
    throw error;
  }
}

async function started(serving: Serving, options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, tls, limits = {}, stopMs = defaultStopMs } = options;
  const app = createHttp(serving, { limits: { ...defaultLimits, ...limits }, tls });
  // Fastify listens on every address of `localhost`, with a server for each.
  await app.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port });
  const { server } = app;
  const address = server.address() as AddressInfo;
  const named = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const url = `${tls ? 'https' : 'http'}://${named}:${address.port}`;
  serving.log.write('info', 'listening', { url });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    serving.log.write('info', 'stopping');
    // Connections that wait for a next request would hold the server open.
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    const deadline = setTimeout(() => server.closeAllConnections(), stopMs);
    try {
      await app.close();
    } finally {
      clearInterval(idle);
      clearTimeout(deadline);
      serving.log.flush();
      serving.trail?.close();
      await serving.state.close();
    }
  };
  return {
    url,
    close() {
      stopping ??= stop();
      return stopping;
    },
  };
}

type Clocked = ServerOptions & Required<Pick<ServerOptions, 'clock'>>;

function servingOf(world: World, state: State, options: Clocked): Serving {
  const { clock, maxInFlight = defaultMaxInFlight } = options;
  const { credentials, diagnostics } = createCredentials(world, state.sessions, secretReaders);
  if (diagnostics.length > 0) throw new WorldError(diagnostics);
  const { soft = false, readOnly = false } = options;
  return {
    state,
    world,
    credentials,
    authenticate: authenticator(world, credentials, options, clock),
    mode: { soft, readOnly },
    admission: createAdmission(maxInFlight),
    remembered: rememberCalls(),
    metrics: createMetrics(),
    log: createLog(options.log, clock),
    trail: options.trail === undefined ? undefined : openTrail(options.trail),
    now: clock,
  };
}

function authenticator(
  world: World,
  credentials: Credentials,
  options: ServerOptions,
  clock: () => Date,
): Authenticate {
  const replayGuard = options.replayGuard ? createReplayGuard() : undefined;
  const trustUnsigned = options.trustUnsigned ? { region: regionOf(world) } : undefined;
  return (request, service) =>
    authenticate(request, credentials, { now: clock(), service, replayGuard, trustUnsigned });
}

/** An unsigned request names no Region: it is the world's. */
function regionOf({ region, accounts }: World): string {
  return region ?? [...accounts.values()].flatMap(({ keys }) => keys)[0]?.region ?? 'us-east-1';
}

const secretReaders: SecretReaders = {
  env: (name) => process.env[name],
  file(path, from) {
    try {
      return readFileSync(from === undefined ? path : resolve(dirname(from), path), 'utf8');
    } catch {
      return undefined;
    }
  },
};
