// The nouns of a replay: what would change, for whom, and what could not be told. Plain data.
import type { Reason, Source } from '../../model/decision.ts';
import type { CallVerdict, UnjudgedReason } from '../call/judged.ts';
import type { ProblemTally } from '../trail/problems.ts';
import type { SkipReason } from '../trail/read-record.ts';

/** What becomes of a call: surely another answer, or another one perhaps, since a record does not hold all. */
export type ChangeKind =
  | 'newly-denied'
  | 'newly-allowed'
  | 'may-be-denied'
  | 'may-be-allowed'
  | 'may-change';

/** The answer of one world, and what decided: statements or a grant; nothing for an implicit deny. */
export interface Deciding {
  readonly verdict: CallVerdict;
  readonly reason: Reason;
  readonly by: readonly Source[];
}

/** What changes for the calls of a principal on a key. */
export interface Change {
  readonly kind: ChangeKind;
  /** The ARN of a role (for all of its sessions), a user, a root user; the name of a service. */
  readonly principal: string;
  /** `kms:Decrypt`. */
  readonly action: string;
  /** The ARN of a key or alias, or `*`. */
  readonly key: string;
  readonly before: Deciding;
  readonly after: Deciding;
}

/** One record of a group. */
export interface ExampleRecord {
  readonly eventId?: string | undefined;
  readonly eventTime: string;
  readonly file: string;
  readonly line: number;
  /** Its number, where it is the element of a list. */
  readonly record?: number | undefined;
}

/** A change, how many records it is about, and the first of them. */
export interface ChangeGroup extends Change {
  readonly count: number;
  readonly example: ExampleRecord;
}

/** Which worlds could not judge. */
export type UnjudgedIn = 'before' | 'after' | 'both';

/** Records that a world cannot judge, by reason. `sentence` is about the example. */
export interface UnjudgedTally {
  readonly because: UnjudgedReason;
  readonly in: UnjudgedIn;
  readonly count: number;
  readonly sentence: string;
  readonly example: ExampleRecord;
}

/** How often something holds, and the first record. */
export interface CountedExample {
  readonly count: number;
  readonly example?: ExampleRecord | undefined;
}

/** All that a replay found. */
export interface ReplayReport {
  readonly files: number;
  readonly records: {
    readonly read: number;
    readonly decided: number;
    readonly unjudged: number;
    readonly skipped: number;
    readonly broken: number;
  };
  /** How many records change, by kind; also those of groups that are not listed. */
  readonly changes: Readonly<Record<ChangeKind, number>>;
  /** By kind, the largest first. */
  readonly groups: readonly ChangeGroup[];
  /** Records of further groups, which are counted only: there are more groups than a report lists. */
  readonly unlisted: number;
  /** Records whose answer hangs, in both worlds alike, on what records do not hold. */
  readonly unsettled: number;
  readonly unjudged: readonly UnjudgedTally[];
  readonly skipped: readonly { readonly because: SkipReason; readonly count: number }[];
  readonly problems: readonly ProblemTally[];
  /** What AWS answered, against what the world before says. */
  readonly answers: {
    readonly compared: number;
    readonly deniedThoughAllowed: CountedExample;
    readonly allowedThoughDenied: CountedExample;
  };
}
