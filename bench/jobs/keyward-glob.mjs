// Keyward: the worst patterns that fit into AWS's limits, against the worst texts. `size` names the case.
// The other matchers of the trade are quadratic or exponential on some of these.
import { repeatJob } from './job.mjs';
import { keyward } from './keyward-library.mjs';

/** An ARN has 2,048 characters at most, a tag's value 256, an encryption context 8,192. */
const ARN = 2048;
const TAG = 256;
const ENCRYPTION_CONTEXT = 8192;

/** [pattern, text]; none of them matches, and each is found out as late as can be. */
const cases = {
  'stars, ARN': [`${'*a'.repeat(ARN / 4)}*b*a`, 'a'.repeat(ARN)],
  'question marks, ARN': [`*${'a?'.repeat(ARN / 4)}b*`, 'a'.repeat(ARN)],
  'one long literal, ARN': [`*${'a'.repeat(ARN / 2)}b*`, 'a'.repeat(ARN)],
  'one long literal with a border, ARN': [
    `*${'a'.repeat(ARN / 4)}b${'a'.repeat(ARN / 4)}*`,
    'a'.repeat(ARN),
  ],
  'beyond U+FFFF, ARN': [`*${'a'.repeat(ARN / 2)}b*`, '\u{1f511}'.padEnd(ARN, 'a')],
  'question marks beyond U+FFFF, ARN': [`*${'a?'.repeat(ARN / 4)}b*`, '\u{1f511}'.padEnd(ARN, 'a')],
  'question marks, tag': [`*${'a?'.repeat(TAG / 4)}b*`, 'a'.repeat(TAG)],
  'question marks, encryption context': [
    `*${'a?'.repeat(ENCRYPTION_CONTEXT / 4)}b*`,
    'a'.repeat(ENCRYPTION_CONTEXT),
  ],
};

export const globCases = Object.keys(cases);

export async function load(name) {
  const { compileGlob } = await keyward('engine/glob.js');
  const [pattern, text] = cases[name];
  const test = compileGlob(pattern);
  return repeatJob(() => (test(text) ? 1 : 0));
}
