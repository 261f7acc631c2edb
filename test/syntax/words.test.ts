// How diagnostics look: code frames, the author's words, suggestions.
import { describe, expect, test } from 'vitest';
import { codeFrame } from '../../src/syntax/code-frame.ts';
import { didYouMean } from '../../src/syntax/did-you-mean.ts';
import { formatDiagnostic } from '../../src/syntax/format-diagnostic.ts';
import { lineMap } from '../../src/syntax/line-map.ts';
import { characterName, quoted } from '../../src/syntax/quoted.ts';

const spanOf = (text: string, part: string) => {
  const start = text.indexOf(part);
  return lineMap(text).span(start, start + part.length);
};

test('a code frame shows the line and carets', () => {
  const text = 'one\n  two three\nfour';
  expect(codeFrame(text, spanOf(text, 'three'))).toBe('2 |   two three\n  |       ^^^^^');
});

test('a code frame can have a file and neighbours, whatever ends the lines', () => {
  const text = 'one\r\ntwo\rthree\n\nfive';
  expect(codeFrame(text, spanOf(text, 'three'), { context: 2, file: 'a.json' })).toBe(
    'a.json:3:1\n1 | one\n2 | two\n3 | three\n  | ^^^^^\n4 |\n5 | five',
  );
});

test('a place over several lines is shown to the end of its first', () => {
  const text = '{ "a": [\n1]}';
  expect(codeFrame(text, spanOf(text, '[\n1]'))).toBe('1 | { "a": [\n  |        ^');
});

test('the end of the text is a place', () => {
  const text = '{\n';
  expect(codeFrame(text, lineMap(text).span(2, 2))).toBe('2 |\n  | ^');
});

test('a long line is cut around the place', () => {
  const text = `${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`;
  const [line, carets] = codeFrame(text, spanOf(text, 'HERE')).split('\n') as [string, string];
  expect(line).toHaveLength(105);
  expect(line).toMatch(/^1 \| …a+HEREb+…$/);
  expect(carets.indexOf('^^^^')).toBe(line.indexOf('HERE'));
});

test('tabs keep the carets in line, and nothing can steer a terminal', () => {
  const text = '\t"\u001b[31m\u202e": x';
  expect(codeFrame(text, spanOf(text, 'x'))).toBe('1 | \t"·[31m·": x\n  | \t          ^');
  expect(quoted('a\u001b[31m\u202eb')).toBe('`a\\u{1b}[31m\\u{202e}b`');
});

test('the words of the author are cut when they are long', () => {
  expect(quoted('x'.repeat(1000))).toHaveLength(82);
});

test('characters have names', () => {
  expect(characterName('\u212a')).toBe('U+212A `\u212a`');
  expect(characterName('\u200b')).toBe('U+200B');
  expect(characterName('\u00a0')).toBe('U+00A0');
});

describe('did you mean', () => {
  const candidates = ['StringEquals', 'StringNotEquals', 'StringLike', 'Bool', 'Null', 'Action'];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['StringEqual', 'StringEquals'],
    ['stringequals', 'StringEquals'],
    ['SrtingEquals', 'StringEquals'],
    ['StringNotEqual', 'StringNotEquals'],
    ['Boolean', 'Bool'],
    ['Actoin', 'Action'],
    ['Bool', undefined],
    ['X', undefined],
    ['Quite another word', undefined],
    ['', undefined],
    ['x'.repeat(100), undefined],
  ];
  test.each(rows)('%j', (word, near) => {
    expect(didYouMean(word, word === 'Bool' ? ['Bool'] : candidates)).toBe(near);
  });
});

test('a diagnostic without a place or a text is one line and its advice', () => {
  expect(
    formatDiagnostic({
      code: 'too-large',
      severity: 'error',
      message: 'it is too large',
      file: 'a',
    }),
  ).toBe('a: error: it is too large [too-large]');
  expect(
    formatDiagnostic({ code: 'odd', severity: 'warning', message: 'm', why: 'w', remedy: 'r' }),
  ).toBe('warning: m [odd]\n  why: w\n  fix: r');
});
