// `*` is any run of characters, `?` is exactly one. No RegExp is built, and no input is exponential:
// the pattern is cut at its stars, and each piece is searched once, from where the last one ended.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String

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
  const list = pieces(tokens);
  const counts = tokens.includes(ONE);
  return (text) =>
    counts && hasSurrogates(text) ? matchChars(tokens, [...text]) : matchPieces(list, text);
}

/** A run of literals and `?` between two stars. `text` is its whole text where it has no `?`. */
interface Piece {
  readonly parts: readonly (string | typeof ONE)[];
  readonly length: number;
  readonly text?: string;
}

function pieces(tokens: readonly GlobToken[]): Piece[] {
  const list: Piece[] = [];
  let parts: (string | typeof ONE)[] = [];
  const close = () => {
    const length = parts.reduce<number>((sum, part) => sum + (part === ONE ? 1 : part.length), 0);
    list.push(parts.includes(ONE) ? { parts, length } : { parts, length, text: parts.join('') });
    parts = [];
  };
  for (const token of tokens) {
    if (token === ANY) close();
    else parts.push(token);
  }
  close();
  return list;
}

function matchPieces(list: readonly Piece[], text: string): boolean {
  const first = list[0]!;
  const last = list[list.length - 1]!;
  if (list.length === 1) return text.length === first.length && standsAt(first, text, 0);
  const end = text.length - last.length;
  if (first.length > end || !standsAt(first, text, 0) || !standsAt(last, text, end)) return false;
  let at = first.length;
  for (let index = 1; index < list.length - 1; index++) {
    const piece = list[index]!;
    const found =
      piece.text === undefined ? findWild(piece, text, at) : text.indexOf(piece.text, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

function standsAt(piece: Piece, text: string, start: number): boolean {
  let at = start;
  for (const part of piece.parts) {
    if (part === ONE) {
      at += 1;
    } else {
      if (!text.startsWith(part, at)) return false;
      at += part.length;
    }
  }
  return at <= text.length;
}

/** Finds a piece with `?` by shift-and over words of 31 bits: length × text ÷ 31 steps, whatever the text. */
function findWild(piece: Piece, text: string, from: number): number {
  const words = Math.ceil(piece.length / 31);
  const anywhere = new Int32Array(words);
  const masks = new Map<number, Int32Array>();
  let position = 0;
  for (const part of piece.parts) {
    if (part === ONE) {
      setBit(anywhere, position++);
      continue;
    }
    for (let at = 0; at < part.length; at++) {
      const code = part.charCodeAt(at);
      let mask = masks.get(code);
      if (mask === undefined) {
        mask = new Int32Array(words);
        masks.set(code, mask);
      }
      setBit(mask, position++);
    }
  }
  const state = new Int32Array(words);
  const lastWord = words - 1;
  const lastBit = 1 << ((piece.length - 1) % 31);
  for (let at = from; at < text.length; at++) {
    const mask = masks.get(text.charCodeAt(at));
    let carry = 1;
    for (let word = 0; word < words; word++) {
      const shifted = (state[word]! << 1) | carry;
      carry = (state[word]! >>> 30) & 1;
      state[word] = shifted & 0x7fffffff & (anywhere[word]! | (mask?.[word] ?? 0));
    }
    if ((state[lastWord]! & lastBit) !== 0) return at - piece.length + 1;
  }
  return -1;
}

function setBit(words: Int32Array, position: number): void {
  words[Math.floor(position / 31)]! |= 1 << (position % 31);
}

function hasSurrogates(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code <= 0xdfff) return true;
  }
  return false;
}

/** The same question on characters beyond U+FFFF, where `?` must take two code units: greedy, with one way back. */
function matchChars(tokens: readonly GlobToken[], text: readonly string[]): boolean {
  const pattern = tokens.flatMap<string | symbol>((token) =>
    typeof token === 'string' ? [...token] : [token],
  );
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const token = pattern[next];
    if (token === ANY) {
      star = next++;
      resume = at;
    } else if (token !== undefined && (token === ONE || token === text[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[next] === ANY) next++;
  return next === pattern.length;
}
