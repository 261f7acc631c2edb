// Reads the JSON body of a request. JSON.parse takes any depth and lets the last of two equal names win; here
// depth is bounded before it runs, and two equal names are refused: another reader could have seen the other one.
import { isUtf8 } from 'node:buffer';

/** An object, or why the body is none. */
export type ReadBody =
  | { readonly kind: 'read'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly because: string };

/** No input of AWS KMS is deeper than four. */
const maxDepth = 32;

/** Reads a body; an empty one is an empty object. */
export function readJsonObject(bytes: Uint8Array): ReadBody {
  if (bytes.length === 0) return { kind: 'read', value: {} };
  if (!isUtf8(bytes)) return refused('the body is not UTF-8');
  const names = namesIn(bytes);
  if (names === undefined) return refused(`the body is nested deeper than ${maxDepth} levels`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused('the body is not a JSON object');
  }
  if (countNames(value) !== names) return refused('the body has a member twice in one object');
  return { kind: 'read', value: value as Readonly<Record<string, unknown>> };
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** How many colons stand outside of texts: in JSON one for each member. Undefined for what is too deep. */
function namesIn(bytes: Uint8Array): number | undefined {
  let names = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      at = endOfText(bytes, at);
    } else if (byte === colon) {
      names++;
    } else if (byte === openBrace || byte === openBracket) {
      if (++depth > maxDepth) return undefined;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth--;
    }
  }
  return names;
}

/** Where a text that begins at a quote ends. */
function endOfText(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(quote, start + 1);
  while (end !== -1 && isEscaped(bytes, end, start)) end = bytes.indexOf(quote, end + 1);
  return end === -1 ? bytes.length : end;
}

/** A run of backslashes is looked at once for each quote behind it, and only the run right before it. */
function isEscaped(bytes: Uint8Array, at: number, start: number): boolean {
  let from = at - 1;
  while (from > start && bytes[from] === backslash) from--;
  return (at - 1 - from) % 2 === 1;
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let names = 0;
  if (Array.isArray(value)) {
    for (const item of value) names += countNames(item);
    return names;
  }
  for (const entry of Object.values(value)) names += 1 + countNames(entry);
  return names;
}

function refused(because: string): ReadBody {
  return { kind: 'refused', because };
}
