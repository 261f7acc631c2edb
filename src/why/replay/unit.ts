// Replays one unit of work in the thread that it runs in.
import type { World } from '../../world/world.ts';
import type { Judged } from '../call/judged.ts';
import type { TrailSink } from '../trail/item.ts';
import { feed, recordValue } from '../trail/read.ts';
import { readRecord } from '../trail/read-record.ts';
import { createBoundedJudge } from './judge.ts';
import { type Conclude, createMemo, type Judge } from './memo.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { createRecogniser, type Recogniser } from './recogniser.ts';
import { createSessionNames, type SessionNames } from './sessions.ts';
import { createCounter, type Outcomes, type Part } from './tally.ts';
import type { Unit } from './units.ts';

/** What a unit came to, and how many lines end in its last file. */
export interface UnitResult {
  readonly part: Part;
  readonly lines: number;
}

/** Replays units, one after another. */
export type Replayer = (unit: Unit) => Promise<UnitResult>;

/** Makes a replayer of two worlds; what it remembers is kept from unit to unit, which are to follow one another. */
export function createReplayer(before: World, after: World): Replayer {
  const sessions = createSessionNames([before, after]);
  const recogniser = createRecogniser(sessions);
  return replayerOf(outcomesOf([before, after], sessions), recogniser);
}

/** Makes a replayer of a way to find outcomes; without a recogniser every record is parsed. */
export function replayerOf(outcomes: Outcomes, recogniser?: Recogniser): Replayer {
  const counter = createCounter(outcomes);
  return async ({ files }) => {
    let lines = 0;
    for (const stretch of files) {
      const file = stretch.path;
      const sink: TrailSink = {
        value(value, line, record) {
          if (recogniser !== undefined && value === recogniser.recognised) {
            counter.recognised(recogniser.recognised, file, line, record);
          } else counter.record(readRecord(recordValue(value)), { file, line, record });
        },
        problem: (problem, line, record) => counter.problem(problem, { file, line, record }),
      };
      if (stretch.problem === undefined)
        for await (lines of feed(stretch, sink, recogniser?.parse));
      else sink.problem(stretch.problem, 0, undefined);
    }
    return { part: counter.part(), lines };
  };
}

/** Outcomes by the memo. */
function outcomesOf(worlds: readonly [World, World], sessions: SessionNames): Outcomes {
  const judges = [createBoundedJudge(worlds[0]), createBoundedJudge(worlds[1])] as const;
  const memo = createMemo<Outcome>({ worlds, judges, sessions, conclude: onceEach(outcomeOf) });
  return {
    of: memo.of,
    ofRecognised: memo.ofRecognised,
    sentence: (record) => sentenceOf(judges[0](record)) ?? sentenceOf(judges[1](record)) ?? '',
  };
}

/** Gives equal outcomes as one object: there are few, and each is found by itself. */
function onceEach(conclude: Conclude<Outcome>): Conclude<Outcome> {
  const known = new Map<string, Outcome>();
  return (record, before, after) => {
    const outcome = conclude(record, before, after);
    const same = known.get(outcome.id);
    if (same !== undefined) return same;
    if (known.size >= MAX_OUTCOMES) known.clear();
    known.set(outcome.id, outcome);
    return outcome;
  };
}

/** How many outcomes are known as one object. */
const MAX_OUTCOMES = 20_000;

/** Outcomes without a memo: each record is judged on its own. */
export function plainOutcomes(judges: readonly [before: Judge, after: Judge]): Outcomes {
  return {
    of: (record) => outcomeOf(record, judges[0](record), judges[1](record)),
    ofRecognised: ({ record }) => {
      const whole = record();
      return outcomeOf(whole, judges[0](whole), judges[1](whole));
    },
    sentence: (record) => sentenceOf(judges[0](record)) ?? sentenceOf(judges[1](record)) ?? '',
  };
}

function sentenceOf(judged: Judged): string | undefined {
  return judged.kind === 'unjudged' ? judged.sentence : undefined;
}
