// A text and what messages call it.

/** A text and the path that messages call it by. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}
