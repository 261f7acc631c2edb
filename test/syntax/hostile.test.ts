// Texts made to hurt: each is refused, or read, in a fraction of the time that is allowed here. The
// bound is generous, since the machine may be busy; what it hunts are hangs, crashes and stack overflows.
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/syntax/json.ts';
import { MAX_DEPTH, MAX_POLICY_BYTES } from '../../src/syntax/limits.ts';
import { parseYaml } from '../../src/syntax/yaml.ts';

const BOUND_MS = 2000;

/** Ten aliases of ten aliases of …: a small text that stands for 10^levels values. */
function aliasBomb(levels: number): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < levels; level++) {
    lines.push(`a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`)}]`);
  }
  return lines.join('\n');
}

function timed<Result>(run: () => Result): Result {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(BOUND_MS);
  return result;
}

describe('JSON', () => {
  const refused: readonly (readonly [string, string, string])[] = [
    ['100,000 lists', '['.repeat(100_000), 'too-deep'],
    ['100,000 objects', '{"a":'.repeat(100_000), 'too-deep'],
    ['one level too many', '['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1), 'too-deep'],
    ['a string without end', `"${'x'.repeat(500_000)}`, 'json-syntax'],
    ['only spaces', ' '.repeat(500_000), 'empty-document'],
    ['200,000 equal keys', `{${Array(200_000).fill('"a":1')}}`, 'duplicate-key'],
    ['200,000 comments', `${'/**/'.repeat(200_000)}1`, 'json-comment'],
    ['100,000 commas', `[${','.repeat(100_000)}]`, 'json-syntax'],
  ];
  test.each(refused)('%s', (_, text, code) => {
    const { node, diagnostics } = timed(() => parseJson(text));
    expect(node).toBeUndefined();
    expect(diagnostics[0]?.code).toBe(code);
    expect(diagnostics.length).toBeLessThanOrEqual(100);
  });

  test('a text over the limit is refused unread', () => {
    const text = `"${'x'.repeat(5 * MAX_POLICY_BYTES)}"`;
    const { diagnostics } = timed(() => parseJson(text, { maxBytes: MAX_POLICY_BYTES }));
    expect(diagnostics).toMatchObject([
      { code: 'too-large', message: 'the document is larger than 1 MB' },
    ]);
  });

  test('bytes count, not characters', () => {
    const text = JSON.stringify('é'.repeat(60));
    expect(parseJson(text, { maxBytes: 122 }).diagnostics).toEqual([]);
    expect(parseJson(text, { maxBytes: 121 }).diagnostics).toMatchObject([{ code: 'too-large' }]);
  });

  test('the deepest text that is allowed, and 100,000 different keys, are read', () => {
    expect(parseJson('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH)).node).toBeDefined();
    const keys = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`);
    expect(timed(() => parseJson(`{${keys}}`)).node).toBeDefined();
  });
});

describe('YAML', () => {
  // An earlier parse is what made the deep texts end the process on Node 20.
  parseYaml('a: [1, { b: c }]');
  const refused: readonly (readonly [string, string, string])[] = [
    ['1,000 lists', '['.repeat(1000), 'too-deep'],
    ['100,000 lists', '['.repeat(100_000), 'too-deep'],
    ['100,000 objects', '{a: '.repeat(100_000), 'too-deep'],
    ['100,000 dashes', '- '.repeat(100_000), 'too-deep'],
    ['100,000 question marks', '? '.repeat(100_000), 'too-deep'],
    ['1,000 keys in one line', 'a: '.repeat(1000), 'too-deep'],
    [
      '1,000 indents',
      Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      'too-deep',
    ],
    ['aliases of aliases', aliasBomb(9), 'yaml-alias'],
    ['100,000 closing brackets', ']'.repeat(100_000), 'yaml-syntax'],
    ['20,000 anchors', '&a '.repeat(20_000), 'yaml-syntax'],
    [
      '20,000 aliases of nothing',
      Array.from({ length: 20_000 }, (_, n) => `a${n}: &a${n} 1\nb${n}: *b${n}`).join('\n'),
      'yaml-alias',
    ],
    ['5,000 equal keys', 'a: x\n'.repeat(5000), 'duplicate-key'],
    ['3 MB', `a: ${'x'.repeat(3 * 1024 * 1024)}`, 'too-large'],
  ];
  test.each(refused)('%s', (_, text, code) => {
    const { node, diagnostics } = timed(() => parseYaml(text));
    expect(node).toBeUndefined();
    expect(diagnostics[0]?.code).toBe(code);
    expect(diagnostics.length).toBeLessThanOrEqual(10);
  });

  test('aliases that repeat little are read', () => {
    expect(parseYaml(aliasBomb(4)).diagnostics).toEqual([]);
  });
});
