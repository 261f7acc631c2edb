// Where something stands in a text. Lines and columns count from 1, in UTF-16 units;
// offsets count from 0. The end is exclusive.

/** A place in a text: 1-based `line` and `column`, 0-based `offset`, all in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of a text; `end` is the first position after it. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}
