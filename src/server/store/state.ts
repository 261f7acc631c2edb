// The contract of a server's state: what it keeps of keys, grants, sessions and events, wherever it keeps it.
import type { Explanation } from '../../explain/explanation.ts';
import type { CallOutcome } from '../../kms/call-outcome.ts';
import type { OutcomeDecision } from '../../kms/outcome.ts';
import type { SimulateRequest } from '../../kms/simulate-request.ts';
import type { TrailRecord } from '../../model/trail-record.ts';
import type { World } from '../../world/world.ts';
import type { CallMeta } from '../call-meta.ts';
import type { Sessions } from '../sessions.ts';
import type { KeyMaterialText } from './key-materials.ts';

/** The state of one server. */
export interface State {
  /**
   * Performs a call, at once where nothing has to be waited for. What it changed, and its record, are durable when the
   * outcome is there; where they could not be kept, the outcome is an error and nothing that the call made leaves.
   * Throws a SimulationError, or rejects with one, where the world does not hold what it takes to answer.
   */
  perform(request: SimulateRequest, meta: CallMeta): CallOutcome | Promise<CallOutcome>;
  /** Keeps the record of a call that is performed elsewhere, as those of AWS STS are; rejects where it cannot. */
  keep(event: StoredEvent): Promise<void>;
  /** The record of a call by its request id. */
  event(requestId: string): Promise<StoredEvent | undefined>;
  /** The world as the calls have left it. */
  world(): Promise<World>;
  /** The current material of every key, by ARN, in the clear: for an export that asks for secrets. */
  keyMaterials(): Promise<ReadonlyMap<string, KeyMaterialText>>;
  /** The sessions that AWS STS gave out. */
  readonly sessions: Sessions;
  /** Whether calls can be performed now. */
  ready(): Promise<boolean>;
  /** Ends it: what was answered is kept, and what is under way is waited for. */
  close(): Promise<void>;
}

/** The record of a call. */
export interface StoredEvent {
  readonly event: TrailRecord;
  /** Of a call that a policy denied, or would have: why. */
  readonly denial?: {
    readonly decisions: readonly OutcomeDecision[];
    readonly explanations: readonly Explanation[];
    readonly notes: readonly string[];
    readonly lockout?: Explanation;
  };
}
