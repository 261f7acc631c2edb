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
  /** The first of them; absent where an earlier part of the same counter brought one. */
  readonly first?: ExampleRecord | undefined;
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
  /** What was counted since the last part. Parts follow one another in the trail, maybe with others between them. */
  readonly part: () => Part;
}

/** How outcomes are found: `sentence` says why a record cannot be judged. */
export interface Outcomes {
  readonly of: (record: CallRecord) => Outcome;
  readonly ofRecognised: (recognised: Recognised) => Outcome;
  readonly sentence: (record: CallRecord) => string;
}

/** An outcome that was met: its counts are those of the present part. */
interface Tally {
  readonly outcome: Outcome;
  readonly denied: Side;
  readonly others: Side;
  deniedFirst: boolean | undefined;
  readonly sentence: string | undefined;
}

interface Side {
  count: number;
  /** The first of all parts, for the part that it stands in. */
  first: ExampleRecord | undefined;
  hasFirst: boolean;
}

/** Starts to count. */
export function createCounter(outcomes: Outcomes): Counter {
  let read = 0;
  let unlisted = 0;
  let skipped = new Map<SkipReason, number>();
  let problems = collectProblems();
  /** Those of the present part, in the order of their first records. */
  let counted: Tally[] = [];
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
    problem: (problem, place) => problems.add(problem, place),
    part() {
      const part = {
        read,
        skipped: [...skipped],
        tallies: counted.map(takeTally),
        unlisted,
        problems: problems.list(),
      };
      read = 0;
      unlisted = 0;
      skipped = new Map();
      problems = collectProblems();
      counted = [];
      if (tallies.size > 2 * MAX_GROUPS) {
        tallies.clear();
        byOutcome.clear();
      }
      return part;
    },
  };

  /** Counts a call; the record and what it is an example by are asked for only where it is the first of its kind. */
  function count(
    outcome: Outcome,
    isDenied: boolean,
    record: () => CallRecord,
    example: () => ExampleRecord,
  ): void {
    const tally = byOutcome.get(outcome) ?? tallyOf(outcome, record);
    if (tally === undefined || !isListed(tally)) {
      unlisted++;
      return;
    }
    const { denied, others } = tally;
    const side = isDenied ? denied : others;
    side.count++;
    if (side.hasFirst) return;
    tally.deniedFirst ??= isDenied;
    side.first = example();
    side.hasFirst = true;
  }

  /** Whether an outcome has a place in the present part; it takes one if there is room. */
  function isListed(tally: Tally): boolean {
    if (tally.denied.count > 0 || tally.others.count > 0) return true;
    if (isFull(tally.outcome)) return false;
    counted.push(tally);
    return true;
  }

  function isFull({ kind }: Outcome): boolean {
    return kind === 'change' && counted.length >= MAX_GROUPS;
  }

  function tallyOf(outcome: Outcome, record: () => CallRecord): Tally | undefined {
    let tally = tallies.get(outcome.id);
    if (tally === undefined) {
      if (isFull(outcome)) return undefined;
      tally = {
        outcome,
        denied: { count: 0, first: undefined, hasFirst: false },
        others: { count: 0, first: undefined, hasFirst: false },
        deniedFirst: undefined,
        sentence: outcome.kind === 'unjudged' ? outcomes.sentence(record()) : undefined,
      };
      tallies.set(outcome.id, tally);
    }
    if (byOutcome.size >= 4 * MAX_GROUPS) byOutcome.clear();
    byOutcome.set(outcome, tally);
    return tally;
  }
}

/** What a part says of an outcome; counting goes on from nothing. */
function takeTally(tally: Tally): OutcomeTally {
  const { outcome, denied, others, deniedFirst = false, sentence } = tally;
  return { outcome, denied: takeSide(denied), others: takeSide(others), deniedFirst, sentence };
}

function takeSide(side: Side): Answered | undefined {
  const { count, first } = side;
  if (count === 0) return undefined;
  side.count = 0;
  side.first = undefined;
  return { count, first };
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
