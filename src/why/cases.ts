// The answers that are possible where a verdict hangs on what is not known: every combination of the values that
// the policies tell apart is decided, and alike answers stand together.
import { trace } from '../engine/trace.ts';
import type { Case } from '../explain/case.ts';
import { draftOf, redecide } from '../explain/fixes/draft.ts';
import type { Trace } from '../model/trace.ts';
import type { GapId } from './call/gap.ts';
import type { WorkedAccess } from './call/work-out.ts';
import { type Dimension, dimensionsOf, type Option } from './dimensions.ts';

/** One possible answer, under the simplest assumption that leads to it. */
export interface PossibleCase {
  /** What tells it from the other cases; empty where the answer does not hang on anything. */
  readonly when: readonly Assumed[];
  readonly subject: Case;
}

/** Something that a case takes to be so, and the gap that leaves it open. */
export interface Assumed {
  readonly gap: GapId;
  /** "aws:PrincipalTag/team is `blue`". */
  readonly words: string;
}

/** The cases, the simplest of each kind; and whether not every combination could be tried. */
export interface Cases {
  readonly cases: readonly PossibleCase[];
  readonly complete: boolean;
}

/** How many combinations are decided. */
const maxCombinations = 256;

/** The cases of an access: one where its answer is certain. */
export function casesOf({ policies, whole, newKey, gaps, endpoints }: WorkedAccess): Cases {
  const request = whole();
  const plain: Case = { policies, request, trace: trace(policies, request), newKey };
  const dimensions = dimensionsOf(plain, gaps, endpoints);
  const { combinations, complete } = combine(dimensions);
  const found = new Map<string, PossibleCase>();
  for (const options of combinations) {
    const draft = options.reduce((before, { change }) => change(before), draftOf(plain));
    const subject = redecide(plain, draft);
    const id = subject && answerId(subject.trace);
    if (subject === undefined || id === undefined || found.has(id)) continue;
    const when = options.map(({ words }, at) => ({ gap: dimensions[at]!.gap, words }));
    found.set(id, { when, subject });
  }
  const cases = found.size === 0 ? [{ when: [], subject: plain }] : [...found.values()];
  return { cases: pruned(cases), complete };
}

/** Verdict, reason and what decided. */
function answerId({ decision: { verdict, reason, determining } }: Trace): string {
  const sources = determining.map((source) =>
    source.kind === 'grant'
      ? source.grantId
      : `${source.type} ${source.policy} ${source.statement}`,
  );
  return [verdict, reason, ...sources].join('\n');
}

/** Combinations with the fewest values come first; too many are tried one dimension at a time. */
function combine(dimensions: readonly Dimension[]): {
  readonly combinations: readonly (readonly Option[])[];
  readonly complete: boolean;
} {
  const count = dimensions.reduce((product, { options }) => product * options.length, 1);
  if (count > maxCombinations) {
    const none = dimensions.map(({ options }) => options[0]!);
    const single = dimensions.flatMap(({ options }, at) =>
      options.slice(1).map((option) => none.map((first, index) => (index === at ? option : first))),
    );
    return { combinations: [none, ...single.slice(0, maxCombinations)], complete: false };
  }
  let all: (readonly number[])[] = [[]];
  for (const { options } of dimensions) {
    all = all.flatMap((chosen) => options.map((_, index) => [...chosen, index]));
  }
  const changes = (chosen: readonly number[]) => chosen.filter((index) => index > 0).length;
  const ordered = [...all].sort((one, other) => changes(one) - changes(other));
  return {
    combinations: ordered.map((chosen) =>
      chosen.map((index, at) => dimensions[at]!.options[index]!),
    ),
    complete: true,
  };
}

/** Leaves out of each case what is the same in all of them: what stays tells them apart. */
function pruned(cases: readonly PossibleCase[]): readonly PossibleCase[] {
  const isCommon = ({ words }: Assumed) =>
    cases.every(({ when }) => when.some((other) => other.words === words));
  return cases.map(({ when, subject }) => ({
    when: when.filter((assumed) => !isCommon(assumed)),
    subject,
  }));
}
