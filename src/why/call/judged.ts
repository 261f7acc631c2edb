// What a world says of one call: allowed or denied, for each access that the call needs, or why it cannot say.
import type { Decision } from '../../model/decision.ts';

/** The verdict of a world on a call. `depends`: on something that the record does not hold. */
export type CallVerdict = 'allow' | 'deny' | 'depends';

/** A call judged in one world. */
export type Judged =
  | {
      readonly kind: 'judged';
      readonly verdict: CallVerdict;
      /** In the order in which AWS KMS asks; the first that is not allowed is the answer. */
      readonly accesses: readonly JudgedAccess[];
    }
  | { readonly kind: 'unjudged'; readonly because: UnjudgedReason; readonly sentence: string };

/** One action on one resource. */
export interface JudgedAccess {
  /** `kms:Decrypt`. */
  readonly action: string;
  readonly resource: string;
  readonly verdict: CallVerdict;
  /** With what is not known taken as absent. */
  readonly decision: Decision;
  /**
   * The context keys (lower case) that the policies of this access read, and `grant-constraints` where a grant
   * of the key asks for an encryption context: nothing else of a call's circumstances can change the decision.
   */
  readonly reads: () => ReadonlySet<string>;
}

/** Why a call cannot be judged: the world lacks something, or the record does not say who or what is meant. */
export type UnjudgedReason =
  | 'unknown-principal'
  | 'unknown-key'
  | 'unknown-account'
  | 'unknown-policy'
  | 'unknown-operation'
  | 'unclear-record';
