// What is compared with what, and which target it has to meet.
import { globCases } from './jobs/keyward-glob.mjs';
import { sizes } from './workload/statements.mjs';

const all = Object.keys(sizes);
const statements = (size) => sizes[size].inKeyPolicy + sizes[size].inIdentityPolicies;

/** Every job at every size that it is measured at. */
export const runs = [
  ...['keyward-decide', 'keyward-trace', 'iam-simulate-core', 'cedar', 'casbin'].flatMap((job) =>
    all.map((size) => [job, size]),
  ),
  ['lower-bound', 'small'],
  ['keyward-explain', 'small'],
  ['keyward-explain', 'medium'],
  ['keyward-compile', 'medium'],
  ['keyward-compile', 'large'],
  ['keyward-compile-text', 'medium'],
  ['keyward-compile-text', 'large'],
  ...globCases.map((name) => ['keyward-glob', name]),
];

/**
 * The rows of the table. `of` and `to` are [job, size]: the figure is the time of `of` by that of `to`, or
 * for `each` the time of `of` in microseconds by the number of its statements. Exactly one of `atMost` and
 * `atLeast` is the target; a row without either is there to be known.
 */
export const rows = [
  {
    name: 'decide, small: ours ÷ a hand-written lookup',
    of: ['keyward-decide', 'small'],
    to: ['lower-bound', 'small'],
    atMost: 2.5,
  },
  ...faster('keyward-decide', 'iam-simulate-core', [1_000, 30_000, 70_000]),
  ...faster('keyward-decide', 'cedar', [2_000, 3_900, 12_000]),
  ...faster('keyward-decide', 'casbin', []),
  ...faster('keyward-trace', 'iam-simulate-core', [350, 800, 500]),
  {
    name: 'decide: large ÷ medium (10 times the statements)',
    of: ['keyward-decide', 'large'],
    to: ['keyward-decide', 'medium'],
    atMost: 3,
  },
  ...perStatement('compile, parsed policies', 'keyward-compile', 5),
  ...perStatement('compile, from text', 'keyward-compile-text'),
  ...['small', 'medium'].map((size) => ({
    name: `explain and print, ${size} (prose, excerpts, verified fixes), µs`,
    of: ['keyward-explain', size],
  })),
  ...globCases.map((name) => ({
    name: `glob, worst case: ${name}, µs`,
    of: ['keyward-glob', name],
    atMost: 100,
  })),
];

function faster(ours, theirs, targets) {
  const what = ours.replace('keyward-', '');
  return all.map((size, index) => ({
    name: `${what}, ${size}: ${theirs} ÷ ours`,
    of: [theirs, size],
    to: [ours, size],
    ...(targets[index] === undefined ? {} : { atLeast: targets[index] }),
  }));
}

function perStatement(what, job, atMost) {
  return ['medium', 'large'].map((size) => ({
    name: `${what}, ${size}, µs a statement`,
    of: [job, size],
    divisor: statements(size),
    ...(atMost === undefined ? {} : { atMost }),
  }));
}
