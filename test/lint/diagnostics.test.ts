// Every mistake that the parser knows belongs to one rule, and a rule claims only codes that exist.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/rules.ts';

const root = resolve(import.meta.dirname, '../../src');

/** The codes in the sources of the readers: `code: 'wrong-type'`, or either side of a choice. */
function codesIn(folder: string): readonly string[] {
  return readdirSync(resolve(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(resolve(root, folder, name), 'utf8');
      const values = [...text.matchAll(/\bcode: ([^;]*?)(?:,\n|, [a-z.]|\n? *\}|;)/g)];
      return values.flatMap(([, value = '']) =>
        [...value.matchAll(/'([a-z]+(?:-[a-z]+)+|encoding)'/g)].flatMap(([, code]) => code ?? []),
      );
    });
}

const codes = [...new Set([...codesIn('syntax'), ...codesIn('policy')])]
  // Types of values that stand in a choice beside the codes.
  .filter((code) => !code.endsWith('-policy'))
  .sort();
const claimed = rules.flatMap(({ id, diagnostics = [] }) => diagnostics.map((code) => [code, id]));

describe('the diagnostics of the parser', () => {
  it.each(codes)('%s belongs to one rule', (code) => {
    expect(claimed.filter(([name]) => name === code).map(([, id]) => id)).toHaveLength(1);
  });

  it('are errors only in the rules that they belong to', () => {
    for (const { errors = [], diagnostics = [] } of rules) {
      expect(errors.filter((code) => !diagnostics.includes(code))).toEqual([]);
    }
  });
});
