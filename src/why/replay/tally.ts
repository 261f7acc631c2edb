// Counts the records of one part of a trail: by outcome, by reason, by kind of problem. What comes out is plain
// data that threads can hand on.
import type { CallRecord } from '../trail/call-record.ts';
import type { TrailPlace, TrailProblem } from '../trail/item.ts';
import { collectProblems, type ProblemTally } from '../trail/problems.ts';
import type { ReadRecord, SkipReason } from '../trail/read-record.ts';
import type { Outcome } from './outcome.ts';
import type { Recognised } from './recogniser.ts';
import type { ExampleRecord } from './report.ts';

/** How many groups of changes are kept; records of others are counted only. */
export const MAX_GROUPS = 10_000;

/** Records of one outcome that AWS answered alike. */
export interface Answered {
  readonly count: number;
  readonly first: ExampleRecord;
}

/** Records of one outcome: those that AWS denied, and all others. */
export interface OutcomeTally {
  readonly outcome: Outcome;
  readonly denied?: Answered | undefined;
  readonly others?: Answered | undefined;
  /** Whether the first of all is one that AWS denied. */
  readonly deniedFirst: boolean;
  /** Why the first cannot be judged, if it cannot. */
  readonly sentence?: string | undefined;
}

/** What one part of a trail came to. */
export interface Part {
  readonly read: number;
  readonly skipped: readonly (readonly [SkipReason, number])[];
  /** In the order of their first records. */
  readonly tallies: readonly OutcomeTally[];
  readonly unlisted: number;
  readonly problems: readonly ProblemTally[];
}

/** Counts. */
export interface Counter {
  readonly record: (read: ReadRecord, place: TrailPlace) => void;
  /** For the record that was recognised last. */
  readonly recognised: (
    recognised: Recognised,
    file: string,
    line: number,
    record: number | undefined,
  ) => void;
  readonly problem: (problem: TrailProblem, place: TrailPlace) => void;
  readonly part: () => Part;
}

/** How outcomes are found: `sentence` says why a record cannot be judged. */
export interface Outcomes {
  readonly of: (record: CallRecord) => Outcome;
  readonly ofRecognised: (recognised: Recognised) => Outcome;
  readonly sentence: (record: CallRecord) => string;
}

interface Tally {
  outcome: Outcome;
  denied: { count: number; first: ExampleRecord } | undefined;
  others: { count: number; first: ExampleRecord } | undefined;
  deniedFirst: boolean;
  sentence: string | undefined;
}

/** Starts to count. */
export function createCounter(outcomes: Outcomes): Counter {
  let read = 0;
  let unlisted = 0;
  const skipped = new Map<SkipReason, number>();
  const problems = collectProblems();
  const tallies = new Map<string, Tally>();
  // Outcomes are remembered by the memo, so most are found by themselves, without their long ids.
  const byOutcome = new Map<Outcome, Tally>();

  return {
    record(found, place) {
      read++;
      if (found.kind === 'call') {
        const call = found.record;
        count(
          outcomes.of(call),
          isDenial(call.errorCode),
          () => call,
          () => exampleOf(call.eventId, call.eventTime, place),
        );
      } else if (found.kind === 'skipped') {
        skipped.set(found.because, (skipped.get(found.because) ?? 0) + 1);
      } else problems.add({ kind: 'broken', message: found.message }, place);
    },
    recognised(recognised, file, line, record) {
      read++;
      count(
        outcomes.ofRecognised(recognised),
        isDenial(recognised.errorCode()),
        recognised.record,
        () => exampleOf(recognised.eventId(), recognised.eventTime(), { file, line, record }),
      );
    },
    problem: problems.add,
    part: () => ({
      read,
      skipped: [...skipped],
      tallies: [...tallies.values()],
      unlisted,
      problems: problems.list(),
    }),
  };

  /** Counts a call; the record and what it is an example by are asked for only where it is the first of its kind. */
  function count(
    outcome: Outcome,
    isDenied: boolean,
    record: () => CallRecord,
    example: () => ExampleRecord,
  ): void {
    const tally = byOutcome.get(outcome) ?? tallyOf(outcome, record);
    if (tally === undefined) {
      unlisted++;
      return;
    }
    const side = isDenied ? tally.denied : tally.others;
    if (side !== undefined) {
      side.count++;
      return;
    }
    const first = { count: 1, first: example() };
    if (isDenied) {
      tally.deniedFirst = tally.others === undefined;
      tally.denied = first;
    } else tally.others = first;
  }

  function tallyOf(outcome: Outcome, record: () => CallRecord): Tally | undefined {
    let tally = tallies.get(outcome.id);
    if (tally === undefined) {
      if (outcome.kind === 'change' && tallies.size >= MAX_GROUPS) return undefined;
      tally = {
        outcome,
        denied: undefined,
        others: undefined,
        deniedFirst: false,
        sentence: outcome.kind === 'unjudged' ? outcomes.sentence(record()) : undefined,
      };
      tallies.set(outcome.id, tally);
    }
    if (byOutcome.size >= 4 * MAX_GROUPS) byOutcome.clear();
    byOutcome.set(outcome, tally);
    return tally;
  }
}

/** Whether AWS denied the call. */
function isDenial(errorCode: string | undefined): boolean {
  return errorCode !== undefined && deniedCodes.has(errorCode);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html */
const deniedCodes: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'VpceAccessDenied',
]);

function exampleOf(
  eventId: string | undefined,
  eventTime: string,
  { file, line, record }: TrailPlace,
): ExampleRecord {
  return {
    ...(eventId === undefined ? {} : { eventId }),
    eventTime,
    file,
    line,
    ...(record === undefined ? {} : { record }),
  };
}
