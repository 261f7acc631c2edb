// `*` is any run of characters, `?` is exactly one. No RegExp is built, and no input is exponential:
// the pattern is cut at its stars, and each piece is searched once, from where the last one ended.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String

import { ANY_CHARACTER, type Search, searchLiteral, searchPiece, standsAt } from './text-search.ts';

/** A piece of a pattern: literal text, one character (`?`), or any run (`*`). */
export type GlobToken = string | typeof ONE | typeof ANY;
/** Exactly one character. */
export const ONE: unique symbol = Symbol('?');
/** Any run of characters, the empty one included. */
export const ANY: unique symbol = Symbol('*');

/** A test of a whole text against a pattern. */
export type TextTest = (text: string) => boolean;

/** Compiles a pattern in which `*` and `?` are wildcards. */
export function compileGlob(pattern: string): TextTest {
  const star = pattern.indexOf('*');
  if (!pattern.includes('?')) {
    if (star < 0) return (text) => text === pattern;
    if (pattern === '*') return () => true;
    if (star === pattern.length - 1) {
      const prefix = pattern.slice(0, star);
      return (text) => text.startsWith(prefix);
    }
  }
  return compileTokens(globTokens(pattern));
}

/** Whether a pattern has a wildcard at all. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/** The tokens of a pattern, neighbouring stars folded into one. */
export function globTokens(pattern: string): GlobToken[] {
  const tokens: GlobToken[] = [];
  let literal = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char !== '*' && char !== '?') continue;
    if (at > literal) tokens.push(pattern.slice(literal, at));
    if (char === '?') tokens.push(ONE);
    else if (tokens.at(-1) !== ANY) tokens.push(ANY);
    literal = at + 1;
  }
  if (literal < pattern.length) tokens.push(pattern.slice(literal));
  return tokens;
}

/** Compiles a test of whether the tokens, taken together, match the whole text. */
export function compileTokens(tokens: readonly GlobToken[]): TextTest {
  const pieces: (string | typeof ONE)[][] = [[]];
  for (const token of tokens) {
    if (token === ANY) pieces.push([]);
    else pieces.at(-1)!.push(token);
  }
  return tokens.includes(ONE)
    ? testCharacters(pieces.map(codePointsOf))
    : testLiterals(pieces.map((parts) => parts.join('')));
}

/** The pieces in order: the first at the start, the last at the end, the others wherever they come first. */
function testLiterals(pieces: readonly string[]): TextTest {
  const first = pieces[0]!;
  if (pieces.length === 1) return (text) => text === first;
  const last = pieces.at(-1)!;
  const between = pieces.slice(1, -1);
  const searches = between.map(searchLiteral);
  return (text) => {
    const end = text.length - last.length;
    if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
    return standInOrder(between, searches, text, first.length, end);
  };
}

/** The same in code points: `?` is one of them, also beyond U+FFFF, where it takes two units of the text. */
function testCharacters(pieces: readonly Int32Array[]): TextTest {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  const between = pieces.slice(1, -1);
  const searches = between.map(searchPiece);
  return (string) => {
    const text = codePointsOf([string]);
    if (pieces.length === 1) return text.length === first.length && standsAt(first, text, 0);
    const end = text.length - last.length;
    if (first.length > end || !standsAt(first, text, 0) || !standsAt(last, text, end)) return false;
    return standInOrder(between, searches, text, first.length, end);
  };
}

function standInOrder<Text>(
  pieces: readonly { readonly length: number }[],
  searches: readonly Search<Text>[],
  text: Text,
  from: number,
  end: number,
): boolean {
  let at = from;
  for (let index = 0; index < searches.length; index++) {
    const found = searches[index]!(text, at, end);
    if (found < 0) return false;
    at = found + pieces[index]!.length;
  }
  return true;
}

function codePointsOf(parts: readonly (string | typeof ONE)[]): Int32Array {
  const room = parts.reduce<number>((sum, part) => sum + (part === ONE ? 1 : part.length), 0);
  const codes = new Int32Array(room);
  let count = 0;
  for (const part of parts) {
    if (part === ONE) {
      codes[count++] = ANY_CHARACTER;
      continue;
    }
    for (let at = 0; at < part.length; at++) {
      const code = part.codePointAt(at)!;
      if (code > 0xffff) at++;
      codes[count++] = code;
    }
  }
  return codes.subarray(0, count);
}
