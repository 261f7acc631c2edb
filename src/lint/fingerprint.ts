// What stays the same of a finding when lines move: the rule, the document, and the words at its place.
import type { Span } from '../model/span.ts';

/** 16 hexadecimal digits (FNV-1a, 64 bits): for telling findings apart, not for safety. */
export function fingerprint(parts: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of parts.join('\0')) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0)!)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** The words at a place, white space folded. */
export function wordsAt(text: string, span: Span | undefined): string {
  if (!span) return '';
  return text.slice(span.start.offset, span.end.offset).replace(/\s+/g, ' ').slice(0, 400);
}
