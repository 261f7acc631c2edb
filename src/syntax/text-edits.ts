// Edits of a text at offsets, and how a value is written in the YAML or JSON around it.
import type { LocatedNode } from './node.ts';

/** Replaces the text from `start` to before `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How a text is quoted. */
export type Style = 'plain' | 'single' | 'double';

/** The text after all edits, which must not overlap; of those at one place the first comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = Math.max(at, edit.end);
  }
  return pieces.join('') + text.slice(at);
}

/** The offset after the last character of a value, without what a YAML block takes along. */
export function endOf(node: LocatedNode, text: string): number {
  const start = node.span.start.offset;
  const isBlock = text[start] !== '{' && text[start] !== '[';
  const last = node.kind === 'object' ? node.members.at(-1)?.value : undefined;
  const lastItem = node.kind === 'array' ? node.items.at(-1) : undefined;
  const child = last ?? lastItem;
  if (isBlock && child !== undefined) return endOf(child, text);
  const end = node.span.end.offset;
  return start + text.slice(start, end).trimEnd().length;
}

/** How the value at an offset is quoted. */
export function styleOf(text: string, offset: number, json: boolean): Style {
  if (json || text[offset] === '"') return 'double';
  return text[offset] === "'" ? 'single' : 'plain';
}

/** A text as a YAML or JSON scalar; quoted where it could be read as something else. */
export function scalar(value: string, style: Style): string {
  if (style === 'double') return JSON.stringify(value);
  if (style === 'plain' && plain.test(value) && !words.has(value.toLowerCase())) return value;
  return /[\p{Cc}]/u.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

// What needs no quotes in block and flow style alike.
const plain = /^[A-Za-z](?:[\w.\-/#@+=]|:(?=\S))*$/;
const words = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);
