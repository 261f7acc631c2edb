// Puts the parts of a trail together, in the trail's order, into one report.

import { joinProblems, type ProblemTally } from '../trail/problems.ts';
import type { SkipReason } from '../trail/read-record.ts';
import { ascending } from './order.ts';
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
  const tallies = new Map<string, OutcomeTally>();

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
      for (const tally of part.tallies) addTally(moved(tally, lines));
    },
    report(files) {
      const all = [...tallies.values()];
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

  function addTally(tally: OutcomeTally): void {
    const { id, kind } = tally.outcome;
    const before = tallies.get(id);
    if (before !== undefined) tallies.set(id, joined(before, tally));
    else if (kind === 'change' && tallies.size >= MAX_GROUPS) unlisted += countOf(tally);
    else tallies.set(id, tally);
  }
}

function joined(first: OutcomeTally, second: OutcomeTally): OutcomeTally {
  return {
    ...first,
    denied: joinedAnswers(first.denied, second.denied),
    others: joinedAnswers(first.others, second.others),
  };
}

function joinedAnswers(
  first: Answered | undefined,
  second: Answered | undefined,
): Answered | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return { first: first.first, count: first.count + second.count };
}

function moved(tally: OutcomeTally, lines: number): OutcomeTally {
  if (lines === 0) return tally;
  const at = (answered: Answered | undefined) =>
    answered && { ...answered, first: { ...answered.first, line: answered.first.line + lines } };
  return { ...tally, denied: at(tally.denied), others: at(tally.others) };
}

function movedProblems(tally: ProblemTally, lines: number): ProblemTally {
  if (lines === 0) return tally;
  const named = tally.named.map(({ place, message }) => ({
    message,
    place: { ...place, line: place.line === 0 ? 0 : place.line + lines },
  }));
  return { ...tally, named };
}

function countOf({ denied, others }: OutcomeTally): number {
  return (denied?.count ?? 0) + (others?.count ?? 0);
}

function firstOf({ denied, others, deniedFirst }: OutcomeTally): ExampleRecord {
  return (deniedFirst ? (denied ?? others) : (others ?? denied))!.first;
}

function groupOf(tally: OutcomeTally): readonly ChangeGroup[] {
  const { outcome } = tally;
  if (outcome.kind !== 'change') return [];
  return [{ ...outcome.change, count: countOf(tally), example: firstOf(tally) }];
}

/** By kind, then the largest first; ties by what they are about. */
function byWeight(one: OutcomeTally, other: OutcomeTally): number {
  return (
    kindAt(one) - kindAt(other) ||
    countOf(other) - countOf(one) ||
    ascending(one.outcome.id, other.outcome.id)
  );
}

function kindAt({ outcome }: OutcomeTally): number {
  return outcome.kind === 'change' ? changeKinds.indexOf(outcome.change.kind) : -1;
}

function unjudgedOf(tally: OutcomeTally): ReplayReport['unjudged'] {
  const { outcome, sentence = '' } = tally;
  if (outcome.kind !== 'unjudged') return [];
  const { because } = outcome;
  return [{ because, in: outcome.in, count: countOf(tally), sentence, example: firstOf(tally) }];
}

function isUnsettled({ outcome }: OutcomeTally): boolean {
  return outcome.kind === 'same' && outcome.before === 'depends';
}

function answersOf(tallies: readonly OutcomeTally[]): ReplayReport['answers'] {
  const of = (verdict: string) =>
    tallies.filter(({ outcome }) => outcome.kind !== 'unjudged' && outcome.before === verdict);
  const [allowed, denied] = [of('allow'), of('deny')];
  return {
    compared: sum([...allowed, ...denied].map(countOf)),
    deniedThoughAllowed: counted(allowed.map((tally) => tally.denied)),
    allowedThoughDenied: counted(denied.map((tally) => tally.others)),
  };
}

/** The tallies are in the order of their first records, but not of those that AWS denied: any is an example. */
function counted(answers: readonly (Answered | undefined)[]): CountedExample {
  const there = answers.filter((answer) => answer !== undefined);
  const count = sum(there.map((answer) => answer.count));
  return there.length === 0 ? { count } : { count, example: there[0]!.first };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
