// The outcome of a call as JSON has it: blobs in base64, times as epoch seconds.
// Its shape: `performed` in schemas/simulation.schema.json.
import type { Outcome } from './outcome.ts';
import { toJson } from './wire.ts';

/** An outcome as a JSON value. */
export function outcomeJson(outcome: Outcome): object {
  const { operation, allowed, decisions, explanations, response, error, event, notes } = outcome;
  return {
    operation,
    allowed,
    decisions,
    explanations,
    ...(response === undefined ? {} : { response: toJson(response) }),
    ...(error === undefined ? {} : { error }),
    ...(outcome.lockout === undefined ? {} : { lockout: outcome.lockout }),
    event,
    notes,
  };
}
