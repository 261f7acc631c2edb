// The outcome of a call that was performed. A class, since most of what it can tell is never asked for:
// explanations and the record are built when they are read.
import type { Explanation } from '../explain/explanation.ts';
import type { TrailRecord } from '../model/trail-record.ts';
import { type AccessDecision, explainAccess } from './authorize.ts';
import { clientErrorStatus } from './errors.ts';
import { trailRecord } from './event.ts';
import type { AnyResponse, Outcome, OutcomeDecision, OutcomeError } from './outcome.ts';
import type { Performing } from './performing.ts';

/** The outcome of a call. */
export class CallOutcome implements Outcome {
  readonly operation: string;
  readonly allowed: boolean;
  declare response?: AnyResponse | undefined;
  declare readonly error?: OutcomeError;
  readonly #decided: readonly AccessDecision[];
  readonly #lockout: AccessDecision | undefined;
  /** What the record is made of, unless that is forgotten. */
  #call: Performing | undefined;
  #decisions: readonly OutcomeDecision[] | undefined;
  #explanations: readonly Explanation[] | undefined;
  #event: TrailRecord | undefined;

  constructor(call: Performing) {
    const { decisions, asking, response, error } = call;
    this.operation = asking.request.operation;
    this.allowed = decisions.length > 0 && decisions.every(isAllow);
    if (response !== undefined) this.response = response;
    if (error) {
      const { name, message, note } = error;
      const said = { name, message, status: clientErrorStatus };
      this.error = note === undefined ? said : { ...said, note };
    }
    this.#decided = decisions;
    this.#lockout = call.lockout;
    this.#call = call;
  }

  get decisions(): readonly OutcomeDecision[] {
    this.#decisions ??= this.#decided.map(({ action, resource, decision }) => ({
      action,
      resource,
      decision,
    }));
    return this.#decisions;
  }

  get explanations(): readonly Explanation[] {
    this.#explanations ??= this.#decided.map(explainAccess);
    return this.#explanations;
  }

  get event(): TrailRecord {
    this.#event ??= trailRecord(this.#call!);
    return this.#event;
  }

  get notes(): readonly string[] {
    return [...new Set(this.#decided.flatMap(({ notes }) => notes))];
  }

  get lockout(): Explanation | undefined {
    return this.#lockout && explainAccess(this.#lockout);
  }

  /** Drops what was sent and answered, which may be secret. What stays answers later questions, with this record. */
  forget(event: TrailRecord): void {
    this.#event = event;
    this.#call = undefined;
    this.response = undefined;
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
      ...(this.#lockout ? { lockout: this.lockout } : {}),
    };
  }
}

function isAllow({ decision }: AccessDecision): boolean {
  return decision.verdict === 'allow';
}
