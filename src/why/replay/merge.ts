// Puts the parts of a trail together, in the trail's order, into one report.

import { assert } from '../../model/assert.ts';
import { joinProblems, type ProblemTally } from '../trail/problems.ts';
import type { SkipReason } from '../trail/read-record.ts';
import { ascending } from './order.ts';
import type { Outcome } from './outcome.ts';
import type {
  ChangeGroup,
  ChangeKind,
  CountedExample,
  ExampleRecord,
  ReplayReport,
} from './report.ts';
import { type Answered, MAX_GROUPS, type OutcomeTally, type Part } from './tally.ts';
import { changeKinds } from './words.ts';

/** Takes parts, one after another. */
export interface Merger {
  /** `lines` is how many lines of the same file lie before the part. */
  readonly add: (part: Part, lines: number) => void;
  readonly report: (files: number) => ReplayReport;
}

/** Starts with nothing. */
export function createMerger(): Merger {
  let read = 0;
  let unlisted = 0;
  let problems: readonly ProblemTally[] = [];
  const skipped = new Map<SkipReason, number>();
  const totals = new Map<string, Total>();

  return {
    add(part, lines) {
      read += part.read;
      unlisted += part.unlisted;
      for (const [because, count] of part.skipped) {
        skipped.set(because, (skipped.get(because) ?? 0) + count);
      }
      problems = joinProblems(
        problems,
        part.problems.map((tally) => movedProblems(tally, lines)),
      );
      for (const tally of part.tallies) addTally(tally, lines);
    },
    report(files) {
      const all = [...totals.values()];
      const groups = [...all].sort(byWeight).flatMap(groupOf);
      const unjudged = all.flatMap(unjudgedOf);
      const judged = all.filter(({ outcome }) => outcome.kind !== 'unjudged');
      const broken = problems.reduce((sum, { count }) => sum + count, 0);
      return {
        files,
        records: {
          read,
          decided: sum(judged.map(countOf)) + unlisted,
          unjudged: sum(unjudged.map(({ count }) => count)),
          skipped: sum([...skipped.values()]),
          broken,
        },
        changes: Object.fromEntries(
          changeKinds.map((kind) => [
            kind,
            sum(groups.filter((group) => group.kind === kind).map(({ count }) => count)),
          ]),
        ) as Record<ChangeKind, number>,
        groups,
        unlisted,
        unsettled: sum(all.filter(isUnsettled).map(countOf)),
        unjudged,
        skipped: [...skipped]
          .map(([because, count]) => ({ because, count }))
          .sort((one, other) => ascending(one.because, other.because)),
        problems: [...problems].sort((one, other) => ascending(one.kind, other.kind)),
        answers: answersOf(judged),
      };
    },
  };

  function addTally(tally: OutcomeTally, lines: number): void {
    const { outcome, denied, others, deniedFirst, sentence } = tally;
    const { id, kind } = outcome;
    let total = totals.get(id);
    if (total === undefined) {
      if (kind === 'change' && totals.size >= MAX_GROUPS) {
        unlisted += countOf(tally);
        return;
      }
      total = { outcome, denied: undefined, others: undefined, deniedFirst, sentence };
      totals.set(id, total);
    }
    total.denied = withMore(total.denied, denied, lines);
    total.others = withMore(total.others, others, lines);
  }
}

/** What all parts say of an outcome. */
interface Total {
  readonly outcome: Outcome;
  denied: Counted | undefined;
  others: Counted | undefined;
  readonly deniedFirst: boolean;
  readonly sentence: string | undefined;
}

interface Counted {
  count: number;
  readonly first: ExampleRecord;
}

function withMore(
  total: Counted | undefined,
  more: Answered | undefined,
  lines: number,
): Counted | undefined {
  if (more === undefined) return total;
  const { count, first } = more;
  if (total !== undefined) {
    total.count += count;
    return total;
  }
  // Parts come in the trail's order, and so do those of one counter.
  assert(first !== undefined, 'the first part that counts an outcome brings an example');
  return { count, first: { ...first, line: first.line + lines } };
}

function movedProblems(tally: ProblemTally, lines: number): ProblemTally {
  if (lines === 0) return tally;
  const named = tally.named.map(({ place, message }) => ({
    message,
    place: { ...place, line: place.line === 0 ? 0 : place.line + lines },
  }));
  return { ...tally, named };
}

function countOf({ denied, others }: Total | OutcomeTally): number {
  return (denied?.count ?? 0) + (others?.count ?? 0);
}

function firstOf({ denied, others, deniedFirst }: Total): ExampleRecord {
  return (deniedFirst ? (denied ?? others) : (others ?? denied))!.first;
}

function groupOf(total: Total): readonly ChangeGroup[] {
  const { outcome } = total;
  if (outcome.kind !== 'change') return [];
  return [{ ...outcome.change, count: countOf(total), example: firstOf(total) }];
}

/** By kind, then the largest first; ties by what they are about. */
function byWeight(one: Total, other: Total): number {
  return (
    kindAt(one) - kindAt(other) ||
    countOf(other) - countOf(one) ||
    ascending(one.outcome.id, other.outcome.id)
  );
}

function kindAt({ outcome }: Total): number {
  return outcome.kind === 'change' ? changeKinds.indexOf(outcome.change.kind) : -1;
}

function unjudgedOf(total: Total): ReplayReport['unjudged'] {
  const { outcome, sentence = '' } = total;
  if (outcome.kind !== 'unjudged') return [];
  const { because } = outcome;
  return [{ because, in: outcome.in, count: countOf(total), sentence, example: firstOf(total) }];
}

function isUnsettled({ outcome }: Total): boolean {
  return outcome.kind === 'same' && outcome.before === 'depends';
}

function answersOf(totals: readonly Total[]): ReplayReport['answers'] {
  const of = (verdict: string) =>
    totals.filter(({ outcome }) => outcome.kind !== 'unjudged' && outcome.before === verdict);
  const [allowed, denied] = [of('allow'), of('deny')];
  return {
    compared: sum([...allowed, ...denied].map(countOf)),
    deniedThoughAllowed: counted(allowed.map(({ denied }) => denied)),
    allowedThoughDenied: counted(denied.map(({ others }) => others)),
  };
}

/** The totals are in the order of their first records, but not of those that AWS denied: any is an example. */
function counted(answers: readonly (Counted | undefined)[]): CountedExample {
  const there = answers.filter((answer) => answer !== undefined);
  const count = sum(there.map((answer) => answer.count));
  return there.length === 0 ? { count } : { count, example: there[0]!.first };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
