// The outcome of a call that was performed. A class, since most of what it can tell is never asked for:
// explanations and the record are built when they are read.
import type { Explanation } from '../explain/explanation.ts';
import type { TrailRecord } from '../model/trail-record.ts';
import { explainAccess } from './authorize.ts';
import { clientErrorStatus } from './errors.ts';
import { trailRecord } from './event.ts';
import type { AnyResponse, Outcome, OutcomeDecision, OutcomeError } from './outcome.ts';
import type { Performing } from './performing.ts';

/** The outcome of a call. */
export class CallOutcome implements Outcome {
  readonly operation: string;
  readonly allowed: boolean;
  readonly decisions: readonly OutcomeDecision[];
  declare readonly response?: AnyResponse;
  declare readonly error?: OutcomeError;
  readonly #call: Performing;
  #explanations: readonly Explanation[] | undefined;
  #event: TrailRecord | undefined;

  constructor(call: Performing) {
    const { decisions, asking, response, error } = call;
    this.operation = asking.request.operation;
    this.allowed = decisions.length > 0 && decisions.every(isAllow);
    this.decisions = decisions.map(({ action, resource, decision }) => ({
      action,
      resource,
      decision,
    }));
    if (response !== undefined) this.response = response;
    if (error) {
      const { name, message, note } = error;
      const said = { name, message, status: clientErrorStatus };
      this.error = note === undefined ? said : { ...said, note };
    }
    this.#call = call;
  }

  get explanations(): readonly Explanation[] {
    this.#explanations ??= this.#call.decisions.map(explainAccess);
    return this.#explanations;
  }

  get event(): TrailRecord {
    this.#event ??= trailRecord(this.#call);
    return this.#event;
  }

  get notes(): readonly string[] {
    return [...new Set(this.#call.decisions.flatMap(({ notes }) => notes))];
  }

  get lockout(): Explanation | undefined {
    const { lockout } = this.#call;
    return lockout && explainAccess(lockout);
  }

  /** The same without what was sent and answered, which may be secret: to be kept for later questions. */
  kept(): Outcome {
    const { event } = this;
    const { asking, principal, decisions, lockout, error } = this.#call;
    const call: Performing = {
      asking: { ...asking, request: { ...asking.request, parameters: undefined } },
      principal,
      decisions,
      idBytes: none,
      accesses: [],
    };
    if (lockout) call.lockout = lockout;
    if (error) call.error = error;
    const kept = new CallOutcome(call);
    kept.#event = event;
    return kept;
  }

  /** All of it, for JSON.stringify. */
  toJSON(): Outcome {
    const { operation, allowed, decisions, explanations, response, error, event, notes } = this;
    return {
      operation,
      allowed,
      decisions,
      explanations,
      ...(response === undefined ? {} : { response }),
      ...(error === undefined ? {} : { error }),
      event,
      notes,
      ...(this.#call.lockout ? { lockout: this.lockout } : {}),
    };
  }
}

const none = new Uint8Array(0);

function isAllow({ decision }: OutcomeDecision): boolean {
  return decision.verdict === 'allow';
}
