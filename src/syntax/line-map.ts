// Turns offsets of a text into lines and columns. A line ends with LF, CRLF or a lone CR.
import type { Position, Span } from '../model/span.ts';

/** Finds positions in one text. */
export interface LineMap {
  readonly position: (offset: number) => Position;
  readonly span: (start: number, end: number) => Span;
}

/** Reads the line ends of a text once; each look-up is a binary search. */
export function lineMap(text: string): LineMap {
  const starts = lineStarts(text);
  const position = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1, offset };
  };
  return { position, span: (start, end) => ({ start: position(start), end: position(end) }) };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
}

const LF = 10;
const CR = 13;
