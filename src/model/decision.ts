// The answer: a verdict, the one reason for it, and the statements or grant that decided.
import type { AssumptionId } from './assumption.ts';
import type { PolicyType } from './policy.ts';
import type { Span } from './span.ts';

/** The reasons for an allow: which way in was open. */
export type AllowReason =
  | 'key-policy'
  | 'identity-policy'
  | 'grant'
  | 'both-accounts'
  | 'implicit-trust'
  | 'trust-policy';

/** The reasons for a denial: which gate stayed closed. */
export type DenyReason =
  | 'explicit-deny'
  | 'scp'
  | 'vpc-endpoint'
  | 'not-delegated'
  | 'no-identity-allow'
  | 'no-caller-account-allow'
  | 'no-key-account-allow'
  | 'grant-constraint'
  | 'boundary'
  | 'session-policy'
  | 'trust-policy'
  | 'not-usable-across-accounts'
  | 'anonymous';

/** Why a request was allowed or denied. Closed: every reason has a gate of its own. */
export type Reason = AllowReason | DenyReason;

/** The answer to a request. Decisions are frozen and shared: compare by value. */
export interface Decision {
  readonly verdict: 'allow' | 'deny';
  readonly kind: 'allowed' | 'explicit-deny' | 'implicit-deny';
  readonly reason: Reason;
  /** Every Deny that matched, or one minimal way in, first in document order; empty for an implicit deny. */
  readonly determining: readonly Source[];
  /** The assumptions that the verdict or the reason rests on. */
  readonly assumptions: readonly AssumptionId[];
}

/** What decided: a statement of a document, or a grant. */
export type Source = StatementSource | GrantSource;

/** A statement: the policy's name and type, the statement's 0-based index and Sid, and where it stands. */
export interface StatementSource {
  readonly kind: 'statement';
  readonly policy: string;
  readonly type: PolicyType;
  readonly statement: number;
  readonly sid?: string;
  readonly file?: string;
  readonly span?: Span;
}

/** A grant, by its id. */
export interface GrantSource {
  readonly kind: 'grant';
  readonly grantId: string;
}
