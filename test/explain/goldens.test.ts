// Every file of fixtures/explanations is what renderText says of one case.
// Rewrite them with `npx vitest run test/explain -u`, and read the difference.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { explain } from '../../src/explain/explain.ts';
import { renderText } from '../../src/explain/text.ts';
import { cases } from './cases.ts';

const folder = fileURLToPath(new URL('../../fixtures/explanations/', import.meta.url));

describe('explanations read as they should', () => {
  test.each(cases)('$name', async ({ name, policies, request, options }) => {
    const explanation = explain(compilePolicySet(policies), request, options);
    await expect(renderText(explanation)).toMatchFileSnapshot(`${folder}${name}.txt`);
  });

  test('no golden without a case', () => {
    const names = cases.map(({ name }) => `${name}.txt`).sort();
    expect(readdirSync(folder).sort()).toEqual(names);
  });
});
