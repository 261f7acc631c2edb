// A decision in full: every gate, statement and clause. Built only when somebody asks why.
import type { Decision, GrantSource, Source, StatementSource } from './decision.ts';
import type { Grant } from './grant.ts';
import type { Clause } from './policy.ts';
import type { Principal } from './principal.ts';
import type { ContextValue } from './request.ts';

/** The gates of a decision, in the order in which they name its reason. */
export type GateId =
  | 'explicit-deny'
  | 'rcp'
  | 'scp'
  | 'vpc-endpoint'
  | 'key-trust'
  | 'boundary'
  | 'session-policy';

/** `not-reached`: the gate takes no part in this request; its `note` says why. */
export type GateState = 'open' | 'closed' | 'not-reached';

/** Why a gate is in its state, as a code that explain has a sentence for. */
export type GateNote =
  | 'no-deny'
  | 'denied'
  | 'absent'
  | 'exempt'
  | 'allowed'
  | 'not-allowed'
  | 'not-limiting'
  | 'way-in'
  | 'no-way-in';

/** One gate: its state, why, and the statements or grants that put it there. */
export interface GateTrace {
  readonly id: GateId;
  readonly state: GateState;
  readonly note: GateNote;
  readonly sources: readonly Source[];
  /** SCPs: the 0-based levels (root first) at which nothing allows the action. */
  readonly closedLevels?: readonly number[];
}

/** The layers of policies that a statement can belong to. */
export type Layer =
  | 'rcp'
  | 'scp'
  | 'vpc-endpoint'
  | 'resource'
  | 'identity'
  | 'boundary'
  | 'session';

/** One statement of the policy set, clause by clause. */
export interface StatementTrace {
  readonly source: StatementSource;
  readonly layer: Layer;
  /** The 0-based level of an SCP or RCP, 0 elsewhere. */
  readonly level: number;
  readonly effect: 'Allow' | 'Deny';
  /** Whether every clause holds, and the layer takes part in this request. */
  readonly applies: boolean;
  readonly clauses: readonly ClauseTrace[];
}

/** One clause: whether it holds, and for a condition the request's value and where that came from. */
export interface ClauseTrace {
  readonly clause: Clause;
  readonly holds: boolean;
  readonly requestValue?: ContextValue;
  readonly origin: ValueOrigin;
}

/**
 * Where a request's value came from: `request` is the caller, action or resource itself; `given` was
 * said in the request's context; `derived` follows from the principal, the action, the ARN or the call;
 * `absent` is in neither.
 */
export type ValueOrigin =
  | { readonly kind: 'request' }
  | { readonly kind: 'given'; readonly from?: string; readonly overrides?: ContextValue }
  | { readonly kind: 'derived'; readonly from: string }
  | { readonly kind: 'absent' };

/** One grant and the checks that it passed or failed, in order. */
export interface GrantTrace {
  readonly source: GrantSource;
  readonly grant: Grant;
  readonly applies: boolean;
  readonly checks: readonly GrantCheck[];
}

/** One thing that a grant demands of a request. */
export interface GrantCheck {
  readonly check: 'key' | 'grantee' | 'operation' | 'constraint' | 'visible' | 'identity';
  readonly holds: boolean;
}

/** All that explains a decision. `decision` equals what `decide` answers. */
export interface Trace {
  readonly decision: Decision;
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly crossAccount: boolean;
  readonly gates: readonly GateTrace[];
  readonly statements: readonly StatementTrace[];
  readonly grants: readonly GrantTrace[];
}
