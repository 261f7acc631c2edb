// The author's own words inside a message: in backticks, short, and harmless to a terminal.

/** The longest stretch of a value that a message repeats. */
const MAX_LENGTH = 80;

/** Puts text in backticks; long text is cut, and characters that do not show are written as `\u{…}`. */
export function quoted(text: string): string {
  const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
  return `\`${visible(short)}\``;
}

/** Text in which control, direction, zero-width and lone surrogate characters show as `\u{…}`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/** Names a character as `U+212A`, with the character itself where it shows. */
export function characterName(char: string): string {
  const code = char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const shown = visible(char);
  return shown === char && char.trim() !== '' ? `U+${code} \`${char}\`` : `U+${code}`;
}

// Cc and Cf: controls, bidirectional marks, zero-width characters; Zl, Zp: line separators; Cs: lone surrogates.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
