// A call while it is performed: what was asked, and what is known of it so far.
import type { JsonObject } from '../model/policy.ts';
import type { Principal } from '../model/principal.ts';
import type { Access } from './access.ts';
import type { AccessDecision, Asking } from './authorize.ts';
import type { KmsError } from './errors.ts';
import type { Operation } from './operation.ts';
import type { AnyResponse } from './outcome.ts';

/** A call on its way: each step of the pipeline adds what it found. */
export interface Performing {
  readonly asking: Asking;
  readonly principal: Principal;
  /** What the ids of the call are made of. */
  readonly idBytes: Uint8Array;
  row?: Operation;
  input?: object;
  accesses: readonly Access[];
  readonly decisions: AccessDecision[];
  /** The decision that shows that a policy would lock its author out. */
  lockout?: AccessDecision;
  response?: AnyResponse;
  error?: KmsError;
  /** What the record says besides, as `additionalEventData`. */
  eventData?: JsonObject;
}
