// How a JSON or YAML text is laid out, as far as its own parts show it: what is added to it looks like the rest.
import type { LocatedNode } from './node.ts';
import { endOf } from './text-edits.ts';

/** The habits of one text. */
export interface TextLayout {
  readonly json: boolean;
  readonly newline: '\n' | '\r\n';
  /** One step of indentation. */
  readonly unit: string;
  /** The quotes that YAML text prefers. */
  readonly quote: '"' | "'";
  /** What follows a colon and a comma on one line. */
  readonly colon: string;
  readonly comma: string;
  /** What stands inside the braces of an object on one line. */
  readonly pad: string;
  /** Whether lists of scalars, and objects of one member, stand on one line. */
  readonly inlineLists: boolean;
  readonly inlineObjects: boolean;
  /** How far a YAML list is indented below its key. */
  readonly listIndent: string;
}

/** Reads the habits of a text; what it does not show is as most people write it. */
export function layoutOf(text: string, root: LocatedNode, json: boolean): TextLayout {
  const seen: Seen = { lists: 0, objects: 0 };
  look(root, text, json, seen);
  const count = (quote: string) => text.split(quote).length;
  const colon = seen.colon ?? (seen.unit === undefined && json ? '' : ' ');
  return {
    json,
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    unit: seen.unit ?? '  ',
    quote: count("'") > count('"') ? "'" : '"',
    colon: json ? colon : ' ',
    comma: json ? (seen.comma ?? colon) : ' ',
    pad: seen.pad ?? (json ? '' : ' '),
    inlineLists: seen.lists > 0 || (seen.lists === 0 && !json),
    inlineObjects: seen.objects > 0,
    listIndent: seen.listIndent ?? seen.unit ?? '  ',
  };
}

interface Seen {
  /** How many lists and objects of one member stand on one line, less those that do not. */
  lists: number;
  objects: number;
  unit?: string;
  colon?: string;
  comma?: string;
  pad?: string;
  listIndent?: string;
}

function look(node: LocatedNode, text: string, json: boolean, seen: Seen): void {
  if (node.kind !== 'array' && node.kind !== 'object') return;
  const start = node.span.start.offset;
  const flow = json || isFlow(node, text);
  const children = node.kind === 'array' ? node.items : node.members.map(({ value }) => value);
  const oneLine = !text.slice(start, endOf(node, text)).includes('\n');
  const vote = oneLine ? 1 : -1;
  if (node.kind === 'array' && children.length > 0 && children.every(isScalar)) seen.lists += vote;
  if (node.kind === 'object' && children.length === 1 && children.every(isScalar)) {
    seen.objects += vote;
  }
  if (flow) lookAtFlow(node, children, text, json, seen);
  else lookAtBlock(node, seen);
  for (const child of children) look(child, text, json, seen);
}

function lookAtFlow(
  node: Extract<LocatedNode, { kind: 'array' | 'object' }>,
  children: readonly LocatedNode[],
  text: string,
  json: boolean,
  seen: Seen,
): void {
  const start = node.span.start.offset;
  const starts =
    node.kind === 'object'
      ? node.members.map(({ keySpan }) => keySpan.start.offset)
      : node.items.map(({ span }) => span.start.offset);
  const [first, second] = starts;
  if (first === undefined) return;
  if (json && seen.unit === undefined && ownLineIndent(text, first) !== undefined) {
    const [outer, inner] = [lineIndent(text, start), lineIndent(text, first)];
    if (inner.startsWith(outer) && inner !== outer) seen.unit = inner.slice(outer.length);
  }
  if (node.kind === 'object') {
    const { keySpan, value } = node.members[0]!;
    const between = text.slice(keySpan.end.offset, value.span.start.offset);
    if (/^:[ \t]*$/.test(between)) seen.colon ??= between.slice(1);
    const inside = text.slice(start + 1, first);
    if (/^[ \t]*$/.test(inside)) seen.pad ??= inside;
  }
  if (second === undefined) return;
  const between = text.slice(children[0]!.span.end.offset, second);
  if (/^,[ \t]*$/.test(between)) seen.comma ??= between.slice(1);
}

function lookAtBlock(node: LocatedNode, seen: Seen): void {
  if (node.kind !== 'object') return;
  for (const { keySpan, value } of node.members) {
    if (value.span.start.line <= keySpan.start.line) continue;
    const deeper = value.span.start.column - keySpan.start.column;
    if (value.kind === 'object' && deeper > 0) seen.unit ??= ' '.repeat(deeper);
    if (value.kind === 'array' && deeper >= 0) seen.listIndent ??= ' '.repeat(deeper);
  }
}

/** Whether a list or object stands between brackets; a YAML block does not. */
export function isFlow(node: LocatedNode, text: string): boolean {
  const first = text[node.span.start.offset];
  return first === '{' || first === '[';
}

/** Whether a node holds no others. */
export function isScalar({ kind }: LocatedNode): boolean {
  return kind !== 'array' && kind !== 'object';
}

/** The white space at the beginning of the line of an offset. */
export function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** The indentation of what stands first on its line; undefined for anything else. */
export function ownLineIndent(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  return start > 0 && /^[ \t]*$/.test(before) ? before : undefined;
}
