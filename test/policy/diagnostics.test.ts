// Every bad document under fixtures/policies/bad and what is said of it, as a user reads it.
// `npx vitest run test/policy -u` writes the expectations again: read the difference.
import { expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';
import { formatDiagnostic } from '../../src/syntax/format-diagnostic.ts';
import { badPolicies } from './fixtures.ts';

test.each(badPolicies)('$sentence', async ({ text, type, file, golden }) => {
  const { policy, diagnostics } = parsePolicy(text, { type, file });
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  expect(policy === undefined).toBe(failed);
  expect(diagnostics).not.toEqual([]);
  const shown = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, text)).join('\n\n');
  await expect(`${shown}\n`).toMatchFileSnapshot(golden);
});

test.each(badPolicies)('$sentence: every diagnostic has a place and says what to do', (fixture) => {
  for (const diagnostic of parsePolicy(fixture.text, fixture).diagnostics) {
    expect(diagnostic.span, diagnostic.message).toBeDefined();
    expect(diagnostic.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    const told = diagnostic.remedy ?? /did you mean|,|not/.exec(diagnostic.message)?.[0];
    expect(told, diagnostic.message).toBeDefined();
    expect(diagnostic.message).not.toMatch(/undefined|\[object|\.$/);
  }
});
