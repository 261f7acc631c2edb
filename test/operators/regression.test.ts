// The mistakes of other engines, as a table: every row cites the page that says what is right.
import { describe, expect, test } from 'vitest';
import { alice, expectAnswer, key, patience } from './ask.ts';
import { mustBeAllowed } from './regression/allowed.ts';
import type { RegressionRow } from './regression/base.ts';
import { base } from './regression/base.ts';
import { mustBeDenied } from './regression/denied.ts';
import { mustStay } from './regression/kept.ts';
import { oftenMissing } from './regression/missing.ts';

const tables: [string, RegressionRow[]][] = [
  ['denied, though engines have allowed it', mustBeDenied],
  ['allowed, though engines have denied it', mustBeAllowed],
  ['not modelled by other engines', oftenMissing],
  ['right in other engines too', mustStay],
];

describe.each(tables)('%s', (_, rows) => {
  test.each(rows)('$name: $answer', ({ policies, request, answer, source }) => {
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    const whole = { principal: alice, action: 'kms:Decrypt', resource: key, ...request };
    const started = performance.now();
    expectAnswer({ ...base, ...policies }, whole, answer);
    expect(performance.now() - started, 'no row takes long').toBeLessThan(1000 * patience);
  });
});
