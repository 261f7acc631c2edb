// Wildcards: `*` is any run of characters, `?` is exactly one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
import { describe, expect, it, test } from 'vitest';
import {
  ANY,
  compileGlob,
  compileTokens,
  globTokens,
  hasWildcard,
  ONE,
} from '../../src/engine/glob.ts';
import { patience } from '../operators/ask.ts';

/** Right by its shortness: tries every way, character by character. */
function matches(pattern: readonly string[], text: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '*') {
    return matches(rest, text) || (text.length > 0 && matches(pattern, text.slice(1)));
  }
  return text.length > 0 && (first === '?' || first === text[0]) && matches(rest, text.slice(1));
}

function words(alphabet: readonly string[], longest: number): string[] {
  const all = [''];
  let last = [''];
  for (let length = 1; length <= longest; length++) {
    last = last.flatMap((word) => alphabet.map((char) => word + char));
    all.push(...last);
  }
  return all;
}

describe('patterns and texts', () => {
  const rows: [pattern: string, text: string, holds: boolean, hunts: string][] = [
    ['', '', true, 'the empty pattern'],
    ['', 'a', false, 'the empty pattern matches nothing else'],
    ['a', 'a', true, 'plain text'],
    ['a', 'A', false, 'case'],
    ['a', 'ab', false, 'a prefix is not the whole'],
    ['b', 'ab', false, 'a suffix is not the whole'],
    ['*', '', true, 'a star for nothing'],
    ['*', 'a\nb', true, 'a star over a line break'],
    ['**', 'ab', true, 'two stars'],
    ['a*', 'a', true, 'a star at the end, for nothing'],
    ['a*', 'ba', false, 'a prefix has its place'],
    ['*a', 'a', true, 'a star at the start, for nothing'],
    ['*a', 'ab', false, 'a suffix has its place'],
    ['a*a', 'a', false, 'one character cannot be both ends'],
    ['a*a', 'aa', true, 'both ends, nothing between'],
    ['ab*ba', 'aba', false, 'ends may not share a character'],
    ['*ab*', 'aab', true, 'a search that must try again'],
    ['*ab*ab', 'ab', false, 'the last piece may not be used twice'],
    ['*ab*ab', 'abab', true, 'a middle piece that touches the end piece'],
    ['*ab*b', 'ab', false, 'a middle piece may not reach into the end'],
    ['a.c', 'abc', false, 'a dot is a dot'],
    ['a[bc]', 'ab', false, 'brackets are brackets'],
    ['\\*', '\\anything', true, 'a backslash escapes nothing'],
    ['?', '', false, 'a question mark needs a character'],
    ['?', 'a', true, 'a question mark for one'],
    ['?', 'ab', false, 'a question mark for one only'],
    ['?', '\n', true, 'a question mark for a line break'],
    ['?', '\u{1f511}', true, 'a question mark for a character of two units'],
    ['??', '\u{1f511}', false, 'and not two question marks'],
    ['\u{1f511}?', '\u{1f511}a', true, 'a literal of two units before a question mark'],
    ['\uffff?', '\uffffa', true, 'the last character of one unit before a question mark'],
    ['*?', '', false, 'star and question mark need one'],
    ['*?', 'ab', true, 'star and question mark'],
    ['?*?', 'a', false, 'two question marks around a star need two'],
    ['?*?', 'ab', true, 'and two are enough'],
    ['*a?c*', 'abdabc', true, 'a piece with a question mark, found later'],
    ['*a?*?b', 'acb', false, 'pieces with question marks may not overlap'],
    ['*a?*?b', 'accb', true, 'but may touch'],
  ];
  test.each(rows)('`%s` and `%s`: %s (%s)', (pattern, text, holds) => {
    expect(compileGlob(pattern)(text)).toBe(holds);
    expect(compileTokens(globTokens(pattern))(text)).toBe(holds);
    expect(matches([...pattern], [...text])).toBe(holds);
  });
});

it('answers as trying every way does, for every short pattern and text', () => {
  const texts = words(['a', 'b', '\u{1f511}'], 4).map((text) => [text, [...text]] as const);
  let wrong = 0;
  for (const pattern of words(['a', 'b', '*', '?'], 5)) {
    const test = compileGlob(pattern);
    const chars = [...pattern];
    for (const [text, list] of texts) if (test(text) !== matches(chars, list)) wrong++;
  }
  expect(wrong).toBe(0);
});

describe('long pieces, which are searched in ways of their own', () => {
  // Lengths around the seams: words of 32 places, and the thresholds of 16 and 128.
  const lengths = [15, 16, 17, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 130, 200, 257];
  test.each(lengths)('literals and question marks, %i characters', (length) => {
    for (let seed = 0; seed < 40; seed++) {
      const random = generator(seed * 1000 + length);
      const unit = random() < 0.5 ? 'ab' : 'aab';
      const text = Array.from({ length: length * 3 }, (_, at) =>
        random() < 0.02 ? 'c' : unit[at % unit.length]!,
      ).join('');
      const from = Math.floor(random() * length * 2);
      const cut = text.slice(from, from + length);
      const literal = random() < 0.5 ? cut : `${cut.slice(0, -1)}c`;
      const wild = [...literal].map((char) => (random() < 0.3 ? '?' : char)).join('');
      for (const piece of [literal, wild, `?${wild.slice(1)}`, `${wild.slice(0, -1)}?`]) {
        const places = placesOf(piece, text);
        expect(compileGlob(`*${piece}*`)(text)).toBe(places.length > 0);
        expect(compileGlob(`*${piece}*?`)(text)).toBe(places.some((at) => at < length * 2));
        expect(compileGlob(`?*${piece}*`)(text)).toBe(places.some((at) => at > 0));
        const twice = places.some((at) => places.some((other) => other >= at + length));
        expect(compileGlob(`*${piece}*${piece}*`)(text)).toBe(twice);
        expect(compileGlob(`*${piece}*`)(`\u{1f511}${text}`)).toBe(
          places.length > 0 || standsAfterOne(piece, text),
        );
      }
    }
  });
});

describe('a long literal, found by its borders', () => {
  const rest = 'ab'.repeat(70);
  const rows: [text: string, holds: boolean, hunts: string][] = [
    [`c${rest}`, true, 'itself'],
    [`d${rest}`, false, 'another first character'],
    [`c${rest.slice(0, -1)}c`, false, 'another last character'],
    [`cababa${rest}`, false, 'a start that breaks off, and then all but the first character'],
    [`cababac${rest}`, true, 'a start that breaks off, and then the literal'],
    [`${rest}c${rest}`, true, 'its rest, and then the literal'],
  ];
  test.each(rows.map(([text, holds, hunts]) => ({ text, holds, hunts })))(
    '$hunts: $holds',
    ({ text, holds }) => {
      expect(compileGlob(`*c${rest}*`)(text)).toBe(holds);
    },
  );
});

function generator(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function placesOf(piece: string, text: string): number[] {
  const places: number[] = [];
  for (let at = 0; at + piece.length <= text.length; at++) {
    if ([...piece].every((char, index) => char === '?' || char === text[at + index]))
      places.push(at);
  }
  return places;
}

/** A piece that begins with `?` can begin on the character that was put before the text. */
function standsAfterOne(piece: string, text: string): boolean {
  return (
    piece.startsWith('?') && placesOf(piece.slice(1), text.slice(0, piece.length - 1)).length > 0
  );
}

test('tokens: literals whole, neighbouring stars folded, every question mark on its own', () => {
  expect(globTokens('')).toEqual([]);
  expect(globTokens('ab')).toEqual(['ab']);
  expect(globTokens('a**b??')).toEqual(['a', ANY, 'b', ONE, ONE]);
  expect(globTokens('*?*')).toEqual([ANY, ONE, ANY]);
  expect(compileTokens([])('')).toBe(true);
  expect(compileTokens([ANY, ANY, 'a*', ANY])('ba*c')).toBe(true);
  expect(compileTokens(['a*'])('ab')).toBe(false);
  expect(compileTokens(['a', 'b', ONE])('abc')).toBe(true);
});

test('wildcards are seen', () => {
  expect(['a', 'a*', 'a?', '?', '*', ''].map(hasWildcard)).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
});

describe('hostile patterns take no time to speak of', () => {
  const long = 8192;
  const rows: [string, string, string][] = [
    ['stars', `${'*a'.repeat(long / 4)}*b`, 'a'.repeat(long)],
    ['stars, found out late', `${'*a'.repeat(long / 4)}*b*a`, 'a'.repeat(long)],
    ['question marks', `*${'a?'.repeat(long / 4)}b*`, `${'a'.repeat(long)}`],
    [
      'a literal of one letter but the middle',
      `*${'a'.repeat(long / 4)}b${'a'.repeat(long / 4)}*`,
      'a'.repeat(long),
    ],
    ['beyond U+FFFF', `*${'a?'.repeat(long / 4)}b*`, '\u{1f511}'.padEnd(long, 'a')],
    ['a thousand pieces with question marks', `${'*a?b'.repeat(1000)}`, 'aab'.repeat(900)],
  ];
  test.each(rows)('%s', (_, pattern, text) => {
    const started = performance.now();
    for (let turn = 0; turn < 10; turn++) expect(compileGlob(pattern)(text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500 * patience);
  });
});
