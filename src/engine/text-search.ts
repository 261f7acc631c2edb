// Searches for one piece of a pattern in a text, with a bound on the time that hostile input can take:
// literals in length + text steps, pieces with `?` in length × text ÷ 128 at worst.

/** Any character, in a piece of code points. */
export const ANY_CHARACTER = -1;

/** Finds a piece at or after `from` and wholly before `end`: its place, or −1. */
export type Search<Text> = (text: Text, from: number, end: number) => number;

/** Longer literals are found by their own table: beyond it, `indexOf` can take length × text steps. */
const LONG_LITERAL = 128;
/** Shorter pieces with `?` are tried at each place in turn. */
const SHORT_PIECE = 16;
/** A character of a long piece that stands in no more places than these is rare. */
const RARE = 32;

/** A search for literal text. */
export function searchLiteral(literal: string): Search<string> {
  const { length } = literal;
  const find =
    length > LONG_LITERAL
      ? findByBorders(literal)
      : (text: string, from: number) => text.indexOf(literal, from);
  return (text, from, end) => {
    const at = find(text, from);
    return at + length > end ? -1 : at;
  };
}

/** Knuth, Morris and Pratt: `borders[n]` is how much of the first `n` characters is found again at their end. */
function findByBorders(literal: string): (text: string, from: number) => number {
  const borders = new Int32Array(literal.length + 1);
  for (let at = 1, matched = 0; at < literal.length; at++) {
    while (matched > 0 && literal[at] !== literal[matched]) matched = borders[matched]!;
    if (literal[at] === literal[matched]) matched++;
    borders[at + 1] = matched;
  }
  return (text, from) => {
    let matched = 0;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      while (matched > 0 && code !== literal.charCodeAt(matched)) matched = borders[matched]!;
      if (code === literal.charCodeAt(matched)) matched++;
      if (matched === literal.length) return at - matched + 1;
    }
    return -1;
  };
}

/** A search for code points, some of which may be any character. */
export function searchPiece(piece: Int32Array): Search<Int32Array> {
  return piece.length <= SHORT_PIECE ? findInTurn(piece) : findByShifting(piece);
}

function findInTurn(piece: Int32Array): Search<Int32Array> {
  return (text, from, end) => {
    for (let at = from; at + piece.length <= end; at++) if (standsAt(piece, text, at)) return at;
    return -1;
  };
}

/** Whether a piece stands at a place of the text that has room for it. */
export function standsAt(piece: Int32Array, text: Int32Array, at: number): boolean {
  for (let index = 0; index < piece.length; index++) {
    if (piece[index] !== ANY_CHARACTER && piece[index] !== text[at + index]) return false;
  }
  return true;
}

/**
 * Shift-and: bit `n` of the state says that the first n + 1 characters end here. Of the words of the state
 * only those are kept up to date that the text has reached, and from which a match can still end in time.
 */
function findByShifting(piece: Int32Array): Search<Int32Array> {
  const maskOf = masksOf(piece);
  const lastPlace = piece.length - 1;
  const lastWord = lastPlace >>> 5;
  const lastBit = 1 << (lastPlace & 31);
  return (text, from, end) => {
    const state = new Int32Array(lastWord + 1);
    for (let at = from; at < end; at++) {
      const mask = maskOf(text[at]!);
      const first = Math.max(0, lastPlace - (end - 1 - at)) >>> 5;
      const last = Math.min(lastPlace, at - from) >>> 5;
      let carry = first === 0 ? 1 : state[first - 1]! >>> 31;
      for (let word = first; word <= last; word++) {
        const before = state[word]!;
        state[word] = ((before << 1) | carry) & mask[word]!;
        carry = before >>> 31;
      }
      if ((state[lastWord]! & lastBit) !== 0) return at - lastPlace;
    }
    return -1;
  };
}

/**
 * Where each character may stand in a piece, as bits. Only frequent characters have a mask of their own,
 * so that a piece of many different ones takes no more memory than one of few.
 */
function masksOf(piece: Int32Array): (code: number) => Int32Array {
  const anywhere = new Int32Array((piece.length + 31) >>> 5);
  const places = new Map<number, number[]>();
  piece.forEach((code, place) => {
    if (code === ANY_CHARACTER) addPlace(anywhere, place);
    else if (places.has(code)) places.get(code)!.push(place);
    else places.set(code, [place]);
  });
  const masks = new Map<number, Int32Array>();
  for (const [code, list] of places) {
    if (list.length > RARE) masks.set(code, withPlaces(anywhere.slice(), list));
  }
  const scratch = anywhere.slice();
  return (code) => {
    const mask = masks.get(code);
    if (mask !== undefined) return mask;
    const list = places.get(code);
    if (list === undefined) return anywhere;
    scratch.set(anywhere);
    return withPlaces(scratch, list);
  };
}

function withPlaces(mask: Int32Array, places: readonly number[]): Int32Array {
  for (const place of places) addPlace(mask, place);
  return mask;
}

function addPlace(mask: Int32Array, place: number): void {
  mask[place >>> 5]! |= 1 << (place & 31);
}
