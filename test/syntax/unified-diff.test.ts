// The diff of two texts, made again by hand, gives the second from the first.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unifiedDiff } from '../../src/syntax/unified-diff.ts';

/** Applies a diff as `patch` does. */
function patched(before: string, diff: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const rows = diff.split(/(?<=\n)/).slice(2);
  const result: string[] = [];
  let at = 0;
  for (const [index, row] of rows.entries()) {
    const [, start, count] = /^@@ -(\d+),(\d+) /.exec(row) ?? [];
    if (start !== undefined) {
      const from = count === '0' ? Number(start) : Number(start) - 1;
      result.push(...old.slice(at, from));
      at = from;
      continue;
    }
    if (row.startsWith('\\')) continue;
    const bare = rows[index + 1]?.startsWith('\\') ? row.slice(1, -1) : row.slice(1);
    if (row[0] !== '+') expect(old[at++]).toBe(bare);
    if (row[0] !== '-') result.push(bare);
  }
  return [...result, ...old.slice(at)].join('');
}

const texts = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', '', 'd\r'), { maxLength: 30 }), fc.boolean())
  .map(([lines, end]) => lines.join('\n') + (end && lines.length > 0 ? '\n' : ''));

it('gives the second text from the first', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const diff = unifiedDiff('key.json', before, after);
      expect(diff === '').toBe(before === after);
      expect(diff === '' ? before : patched(before, diff)).toBe(after);
    }),
    { numRuns: 500 },
  );
});

it('says where a last line has no end', () => {
  expect(unifiedDiff('/a/key.json', '{}', '{ }\n')).toBe(`--- a/a/key.json
+++ b/a/key.json
@@ -1,1 +1,1 @@
-{}
\\ No newline at end of file
+{ }
`);
});

it('takes a text that is all different in bounded time', () => {
  const lines = (word: string) =>
    Array.from({ length: 20_000 }, (_, at) => `${word}${at}\n`).join('');
  expect(unifiedDiff('f', lines('a'), lines('b'))).toContain('+b19999');
});
