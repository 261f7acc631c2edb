// The problems of each kind: all counted, the first of them named.
import type { TrailPlace, TrailProblem, TrailProblemKind } from './item.ts';

/** How many problems of each kind are named. */
export const NAMED_PROBLEMS = 20;

/** The problems of one kind. */
export interface ProblemTally {
  readonly kind: TrailProblemKind;
  readonly count: number;
  readonly named: readonly NamedProblem[];
}

/** One problem with its place. */
export interface NamedProblem {
  readonly place: TrailPlace;
  readonly message: string;
}

/** Collects problems. */
export interface Problems {
  readonly add: (problem: TrailProblem, place: TrailPlace) => void;
  readonly list: () => readonly ProblemTally[];
}

/** Starts a collection. */
export function collectProblems(): Problems {
  const byKind = new Map<TrailProblemKind, { count: number; named: NamedProblem[] }>();
  return {
    add({ kind, message }, place) {
      const tally = byKind.get(kind) ?? { count: 0, named: [] };
      byKind.set(kind, tally);
      tally.count++;
      if (tally.named.length < NAMED_PROBLEMS) tally.named.push({ place, message });
    },
    list: () => [...byKind].map(([kind, tally]) => ({ kind, ...tally })),
  };
}

/** The problems of one part of a trail, and after them those of the next. */
export function joinProblems(
  first: readonly ProblemTally[],
  second: readonly ProblemTally[],
): readonly ProblemTally[] {
  const kinds = new Set([...first, ...second].map(({ kind }) => kind));
  return [...kinds].map((kind) => {
    const both = [...first, ...second].filter((tally) => tally.kind === kind);
    return {
      kind,
      count: both.reduce((sum, { count }) => sum + count, 0),
      named: both.flatMap(({ named }) => named).slice(0, NAMED_PROBLEMS),
    };
  });
}
