// One call on its way to the store: it runs in memory, and is answered when what it did is durable. A job whose
// units were replaced meanwhile runs again.
import { CallOutcome } from '../../kms/call-outcome.ts';
import { KmsError } from '../../kms/errors.ts';
import type { ServiceFault } from '../../kms/outcome.ts';
import { beginCall, type Kernel, runCall } from '../../kms/perform.ts';
import type { Performing } from '../../kms/performing.ts';
import type { SimulateRequest } from '../../kms/simulate-request.ts';
import { type CallMeta, recordOf } from '../call-meta.ts';
import type { Looked, Memory } from './memory.ts';
import { nameVersions } from './policy-versions.ts';
import type { StoredEvent } from './state.ts';
import type { Fault } from './store-error.ts';
import type { EventRow } from './tables.ts';

/** Something that runs in memory and ends with the transaction that makes it durable. */
export interface Job {
  readonly looked: Looked;
  /** `memory.replaced` when it began. */
  seen: number;
  /** Whether it may change something. */
  readonly writes: boolean;
  readonly startedAt: number;
  /** Runs it, or runs it again. Never rejects. */
  readonly run: () => Promise<void>;
  /** The record of what it did, once it ran; absent for what is none. */
  readonly event: () => EventRow | undefined;
  /** Answers: what it did is durable. */
  readonly done: () => void;
  /** Answers that it could not be kept. */
  readonly failed: (fault: Fault) => void;
}

/** A job, and the promise of its answer. */
export interface Started<T> {
  readonly job: Job;
  readonly answer: Promise<T>;
}

/** A call. */
export function callJob(
  kernel: Kernel,
  memory: Memory,
  request: SimulateRequest,
  meta: CallMeta,
  writes: boolean,
): Started<CallOutcome> {
  let performing: Performing | undefined;
  let outcome: CallOutcome | undefined;
  let thrown: unknown;
  const { job, answer } = jobOf<CallOutcome>(memory, writes, {
    async run(looked) {
      outcome = undefined;
      performing = undefined;
      thrown = undefined;
      try {
        const running = memory.watch(looked, () => {
          const begun = beginCall(kernel, request);
          performing = begun;
          const ran = runCall(kernel, begun);
          // First the versions that decided, then those that the call made.
          nameVersions(begun, memory.versions);
          for (const family of looked.families) memory.notePolicies(family);
          return ran;
        });
        // With a recipient the lookups come later, and are not seen.
        const isLate = request.parameters?.Recipient !== undefined;
        await running;
        const call = performing as unknown as Performing;
        for (const { key } of call.accesses) if (key) looked.families.add(key.family);
        // What is missing or refused may be there after a change of another.
        if (isLate || call.error) looked.everything = true;
        if (isLate) nameVersions(call, memory.versions);
        outcome = new CallOutcome(call);
      } catch (error) {
        looked.everything = true;
        thrown = error;
      }
    },
    event: () => outcome && eventRow(outcome, meta),
    result() {
      if (outcome) return outcome;
      throw thrown;
    },
    failure: (fault) => failedOutcome(request, performing, fault),
  });
  return { job, answer };
}

/** A question about the whole memory. */
export function questionJob<T>(memory: Memory, ask: () => T): Started<T> {
  let value: T;
  return jobOf<T>(memory, false, {
    async run(looked) {
      looked.everything = true;
      value = ask();
    },
    event: () => undefined,
    result: () => value,
    failure: (fault) => {
      throw new Error(faultTexts[fault].note);
    },
  });
}

/** The record of a call that is performed elsewhere: it looks at nothing here, and changes nothing. */
export function recordJob(memory: Memory, { event, denial }: StoredEvent): Started<void> {
  const row: EventRow = {
    request_id: event.requestID,
    happened_at: Date.parse(event.eventTime),
    record: JSON.stringify(event),
    explanation: denial === undefined ? null : JSON.stringify(denial),
  };
  return jobOf<void>(memory, false, {
    run: async () => {},
    event: () => row,
    result: () => {},
    failure: (fault) => {
      throw new Error(faultTexts[fault].note);
    },
  });
}

interface Steps<T> {
  readonly run: (looked: Looked) => Promise<void>;
  readonly event: () => EventRow | undefined;
  readonly result: () => T;
  readonly failure: (fault: Fault) => T;
}

function jobOf<T>(memory: Memory, writes: boolean, steps: Steps<T>): Started<T> {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void };
  const answer = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const finish = (result: () => T) => {
    try {
      settle.resolve(result());
    } catch (error) {
      settle.reject(error);
    }
  };
  const looked: Looked = { families: new Set(), everything: false };
  const job: Job = {
    looked,
    seen: 0,
    writes,
    startedAt: performance.now(),
    async run() {
      looked.families.clear();
      looked.everything = false;
      job.seen = memory.replaced;
      await steps.run(looked);
    },
    event: steps.event,
    done: () => finish(steps.result),
    failed: (fault) => finish(() => steps.failure(fault)),
  };
  return { job, answer };
}

/** Whether what a job rested on is still there. */
export function isValid({ looked, seen }: Job, memory: Memory): boolean {
  if (looked.everything && seen !== memory.replaced) return false;
  for (const family of looked.families) if (memory.stateOf(family)?.dead) return false;
  return true;
}

function eventRow(outcome: CallOutcome, meta: CallMeta): EventRow {
  const record = recordOf(outcome, meta);
  return {
    request_id: record.requestID,
    happened_at: Date.parse(record.eventTime),
    record: JSON.stringify(record),
    explanation: denialOf(outcome),
  };
}

/** Why a policy denies a call. It is written out at once: the policies of later may not tell. */
function denialOf(outcome: CallOutcome): string | null {
  const { decisions, lockout } = outcome;
  if (!lockout && decisions.every(({ decision }) => decision.verdict === 'allow')) return null;
  const { explanations, notes } = outcome;
  return JSON.stringify({ decisions, explanations, notes, lockout });
}

/** The answer to a call that could not be kept: nothing that it made leaves. */
function failedOutcome(
  request: SimulateRequest,
  performing: Performing | undefined,
  fault: Fault,
): CallOutcome {
  const { name, status, note } = faultTexts[fault];
  const message =
    name === 'KMSInternalException'
      ? 'The request was rejected because an internal exception occurred. Try again later.'
      : 'The system timed out while trying to fulfill the request.';
  if (!performing) throw new Error(note);
  const { response: _, ...call } = performing;
  const error = new KmsError(name as never, message, note);
  const outcome = new CallOutcome({ ...call, decisions: [], error });
  return Object.assign(outcome, {
    operation: request.operation,
    error: { name, message, status, note },
  });
}

interface FaultText {
  readonly name: ServiceFault;
  readonly status: number;
  readonly note: string;
}

const faultTexts: Readonly<Record<Fault, FaultText>> = {
  conflict: {
    name: 'DependencyTimeoutException',
    status: 503,
    note: 'other transactions were in the way for too long; nothing was changed, try again',
  },
  unreachable: {
    name: 'DependencyTimeoutException',
    status: 503,
    note: 'the store does not answer; whether the call took place is not known, and a read will tell when the store is back',
  },
  full: {
    name: 'KMSInternalException',
    status: 500,
    note: 'the store has no room left to write; nothing was changed, free some space',
  },
  frozen: {
    name: 'KMSInternalException',
    status: 500,
    note: 'the call needs key material that was not made yet, and the server is read-only',
  },
  broken: {
    name: 'KMSInternalException',
    status: 500,
    note: 'the store refused to write, which is a mistake of Keyward or of its set-up; nothing was changed',
  },
};
