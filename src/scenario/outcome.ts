// What one request comes to in a world: a decision, or a refusal that says what is missing or wrong.

import type { CompiledPolicySet } from '../engine/compiled.ts';
import { decide } from '../engine/decide.ts';
import { PolicyError, RequestError } from '../engine/errors.ts';
import type { Outcome as KmsOutcome } from '../kms/outcome.ts';
import type { Decision } from '../model/decision.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { AccessRequestInput } from '../model/request.ts';
import type { WorldRequest } from '../world/request.ts';
import { resolveRequest } from '../world/resolve.ts';
import type { World } from '../world/world.ts';

/** A decision with all that an explanation of it needs, what an operation came to, or a refusal. */
export type Outcome = Decided | Performed | Refused;

/** An operation was performed: its decisions, and the response or the error of the API. */
export interface Performed {
  readonly kind: 'performed';
  readonly performed: KmsOutcome;
}

/** The request could be decided. `notes` say what was assumed on the way. */
export interface Decided {
  readonly kind: 'decided';
  readonly decision: Decision;
  readonly policies: CompiledPolicySet;
  readonly request: AccessRequestInput;
  readonly notes: readonly string[];
}

/** There is no decision: the world does not hold what it takes (`unknown`), or the request is wrong. */
export interface Refused {
  readonly kind: 'refused';
  readonly because: 'unknown' | 'error';
  /** Sentences: what the world does not hold. */
  readonly missing: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** When the request is made, and how to take an account that the world does not hold. */
export interface OutcomeOptions {
  readonly clock: Date;
  readonly assumeCallerAllows?: boolean;
}

/** Resolves and decides a request. */
export function outcomeOf(world: World, ask: WorldRequest, options: OutcomeOptions): Outcome {
  try {
    const resolution = resolveRequest(world, ask, options);
    switch (resolution.kind) {
      case 'resolved': {
        const { policies, request, notes } = resolution;
        return { kind: 'decided', decision: decide(policies, request), policies, request, notes };
      }
      case 'unknown':
        return {
          kind: 'refused',
          because: 'unknown',
          missing: resolution.missing,
          diagnostics: resolution.diagnostics,
        };
      case 'error':
        return refused(resolution.diagnostics);
      default:
        return resolution satisfies never;
    }
  } catch (error) {
    if (error instanceof RequestError || error instanceof PolicyError) {
      return refused(error.diagnostics);
    }
    throw error;
  }
}

function refused(diagnostics: readonly Diagnostic[]): Refused {
  return { kind: 'refused', because: 'error', missing: [], diagnostics };
}
