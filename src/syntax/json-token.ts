// The tokens of jsonc-parser's scanner. Its SyntaxKind is a const enum, which single-file compilation
// cannot read, so the numbers stand here; a test compares them.
import type { JSONScanner } from 'jsonc-parser';
import type { Position } from '../model/span.ts';

/** The kinds of tokens, by their number in jsonc-parser. */
export const token = {
  openObject: 1,
  closeObject: 2,
  openList: 3,
  closeList: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  unknown: 16,
  end: 17,
} as const;

/** A scanner that stands at a token. */
export interface Token {
  readonly kind: number;
  readonly scanner: JSONScanner;
  readonly text: string;
}

/** The position after a token. Only block comments span lines, and their end is taken on their first. */
export function tokenEnd(scanner: JSONScanner): Position {
  const length = scanner.getTokenLength();
  return {
    line: scanner.getTokenStartLine() + 1,
    column: scanner.getTokenStartCharacter() + 1 + length,
    offset: scanner.getTokenOffset() + length,
  };
}

/** The text of the token as it is written. */
export function tokenText({ scanner, text }: Token): string {
  const offset = scanner.getTokenOffset();
  return text.slice(offset, offset + scanner.getTokenLength());
}
