// What people write who mean JSON, and what JSON writes instead.
import { type Token, token, tokenText } from './json-token.ts';

/** A value straight after a value lacks its comma; two numbers were one with a leading zero. */
export function commaHint(here: Token): string | undefined {
  switch (here.kind) {
    case token.number:
      return 'add a comma before it; a number has no leading zero, and an account id is a string';
    case token.string:
    case token.openObject:
    case token.openList:
    case token.true:
    case token.false:
    case token.null:
      return 'add a comma before it';
    default:
      return hintFor(here);
  }
}

/** What people write who mean JSON, and what JSON writes. */
export function hintFor(here: Token): string | undefined {
  const text = tokenText(here);
  if (here.kind === token.unknown) {
    if (text.startsWith("'")) return 'JSON strings stand in double quotes: `"…"`';
    if (/^[“”„«»‘’]/.test(text)) return 'replace the curly quotes by straight ones: `"`';
    if (/^(True|False|None)\b/.test(text)) return 'JSON writes `true`, `false` and `null`';
    if (/^(undefined|NaN|-?Infinity)\b/.test(text)) return 'JSON has no such value';
    if (/^[+.]?\d/.test(text)) return 'a JSON number starts with a digit or `-`';
    if (/^[$<]/.test(text)) return 'if this is a template, fill it in first';
    if (/^[A-Za-z_]/.test(text)) return `write it in double quotes: \`"${text.slice(0, 40)}"\``;
    if (/^[\u00a0\u2000-\u200b\ufeff]/.test(text)) return 'replace it by an ordinary space';
  }
  if (here.kind === token.openObject) return 'if this is a template, fill it in first';
  return undefined;
}
