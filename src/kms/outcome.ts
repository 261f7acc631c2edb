// What a simulated call came to.
import type { Explanation } from '../explain/explanation.ts';
import type { Decision } from '../model/decision.ts';
import type { TrailRecord } from '../model/trail-record.ts';
import type { OperationOutputs } from './api-types.generated.ts';
import type { KmsErrorName } from './errors.ts';

/** A response of any operation. */
export type AnyResponse = OperationOutputs[keyof OperationOutputs];

/** The answer of AWS KMS, and why. Blobs are bytes and times are dates. */
export interface Outcome {
  readonly operation: string;
  /** Whether every access that the call needs was allowed. The service may still have refused it. */
  readonly allowed: boolean;
  /** One for each action and resource that the call needs, up to the first denial. */
  readonly decisions: readonly OutcomeDecision[];
  /** The explanations of the decisions, in their order. Built when they are first read. */
  readonly explanations: readonly Explanation[];
  readonly response?: AnyResponse | undefined;
  readonly error?: OutcomeError;
  /** The CloudTrail record of the call. */
  readonly event: TrailRecord;
  /** Sentences: how the call was understood, where a reader may not expect it. */
  readonly notes: readonly string[];
  /** When a policy would lock its author out: the decision that shows it. */
  readonly lockout?: Explanation | undefined;
}

/** One decision of a call. */
export interface OutcomeDecision {
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
}

/** What a server answers when it could not keep what a call did: no error of the core. */
export type ServiceFault = 'DependencyTimeoutException' | 'KMSInternalException';

/** An error of the API. `message` is empty where AWS KMS gives none. */
export interface OutcomeError {
  readonly name: KmsErrorName | ServiceFault;
  readonly message: string;
  /** The HTTP status. */
  readonly status: number;
  /** What Keyward adds to AWS's message. */
  readonly note?: string;
}
