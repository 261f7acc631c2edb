// What every request to a server is answered with.
import type { World } from '../world/world.ts';
import type { Admission } from './admission.ts';
import type { Authenticated } from './authenticate.ts';
import type { Credentials } from './credentials.ts';
import type { HttpRequest } from './http-request.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { RememberedCalls } from './remembered-calls.ts';
import type { State } from './store/state.ts';
import type { Trail } from './trail.ts';

/** The parts of a server. */
export interface Serving {
  readonly state: State;
  /** The world that the server began with: who may state facts never changes. */
  readonly world: World;
  readonly authenticate: Authenticate;
  readonly credentials: Credentials;
  readonly mode: Mode;
  readonly admission: Admission;
  readonly remembered: RememberedCalls;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly trail?: Trail | undefined;
  readonly now: () => Date;
}

/** Checks the signature of a request to one of the services; at once where the access key is known here. */
export type Authenticate = (
  request: HttpRequest,
  service: 'kms' | 'sts',
) => Authenticated | Promise<Authenticated>;

/** How a server treats calls. */
export interface Mode {
  /** Denials are recorded, and the calls run. */
  readonly soft: boolean;
  /** Calls that change anything are refused. */
  readonly readOnly: boolean;
}
