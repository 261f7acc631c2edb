// A policy document that stands as a text inside another file: the AWS CLI prints key policies as JSON
// strings and some others URL-encoded. Read so that every span points into the outer file.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { parseJson } from '../syntax/json.ts';
import { type LineMap, lineMap } from '../syntax/line-map.ts';
import type { LocatedNode } from '../syntax/node.ts';

/** A text node of the outer file. */
export type StringNode = Extract<LocatedNode, { kind: 'string' }>;

/** The file that the string stands in. */
export interface OuterText {
  readonly text: string;
  readonly file?: string;
}

/** Parses the JSON text in a string of `outer`; all spans, of diagnostics too, are places of the outer text. */
export function parseEmbedded(
  node: StringNode,
  outer: OuterText,
): { node?: LocatedNode; diagnostics: readonly Diagnostic[] } {
  return parseMapped(unescaped(node, outer.text), node.span, outer);
}

/** Parses the JSON in a text that was put together of places of `outer`; `whole` is where all of it stands. */
export function parseMapped(
  mapped: MappedText,
  whole: Span,
  outer: OuterText,
): { node?: LocatedNode; diagnostics: readonly Diagnostic[] } {
  const inner = percentDecoded(mapped);
  const parsed = parseJson(inner.text, outer.file === undefined ? {} : { file: outer.file });
  const lines = linesOf(outer);
  const place = (span: Span): Span => placeOf(span, inner.offsets, lines);
  const diagnostics = parsed.diagnostics.map((diagnostic) => ({
    ...diagnostic,
    span: diagnostic.span ? place(diagnostic.span) : whole,
  }));
  return parsed.node ? { node: moved(parsed.node, place), diagnostics } : { diagnostics };
}

// One file may hold thousands of documents: its lines are counted once.
const lineMaps = new WeakMap<OuterText, LineMap>();

function linesOf(outer: OuterText): LineMap {
  const known = lineMaps.get(outer) ?? lineMap(outer.text);
  lineMaps.set(outer, known);
  return known;
}

/** A text, and for each of its units (and its end) the offset in the outer text that it stands at. */
export interface MappedText {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** The string's value mapped to the source: by JSON's escapes, or for YAML's other forms unit by unit. */
export function unescaped(node: StringNode, outer: string): MappedText {
  const { start, end } = node.span;
  const raw = outer.slice(start.offset, end.offset);
  const offsets =
    (raw.startsWith('"') && escapedOffsets(raw, node.value)) || aligned(raw, node.value);
  return { text: node.value, offsets: offsets.map((offset) => offset + start.offset) };
}

function escapedOffsets(raw: string, value: string): number[] | undefined {
  const offsets: number[] = [];
  let at = 1;
  while (offsets.length < value.length) {
    if (at >= raw.length - 1) return undefined;
    offsets.push(at);
    at += raw[at] !== '\\' ? 1 : raw[at + 1] === 'u' ? 6 : 2;
  }
  offsets.push(at);
  // YAML folds lines and knows more escapes than JSON: then the walk does not end at the quote.
  return at === raw.length - 1 ? offsets : undefined;
}

/** Finds the units of a block or plain scalar in order; indentation and folding are skipped. */
function aligned(raw: string, value: string): number[] {
  const offsets: number[] = [];
  let at = raw.startsWith('|') || raw.startsWith('>') ? raw.indexOf('\n') + 1 : 0;
  for (let index = 0; index < value.length; index++) {
    const found = /\s/.test(value[index]!) ? at : raw.indexOf(value[index]!, at);
    if (found < 0) return new Array<number>(value.length + 1).fill(0);
    offsets.push(Math.min(found, raw.length));
    at = raw[found] === value[index] ? found + 1 : found;
  }
  return [...offsets, Math.min(at, raw.length)];
}

/** Whether a text is URL-encoded JSON. */
export function isPercentEncoded(text: string): boolean {
  return /^\s*%(7B|20|0A|0D|09)/i.test(text);
}

/** Undoes URL encoding where the text begins with it; other text is returned as it is. */
export function percentDecoded(mapped: MappedText): MappedText {
  if (!isPercentEncoded(mapped.text)) return mapped;
  let text = '';
  const offsets: number[] = [];
  for (const match of mapped.text.matchAll(/(?:%[0-9a-f]{2})+|[^%]|%/gi)) {
    const decoded = decodeRun(match[0]);
    for (let unit = 0; unit < decoded.length; unit++) {
      // A run of escapes is mostly ASCII: three characters of source for each unit.
      const within = match[0].length === decoded.length * 3 ? unit * 3 : 0;
      offsets.push(mapped.offsets[match.index + within]!);
    }
    text += decoded;
  }
  return { text, offsets: [...offsets, mapped.offsets.at(-1)!] };
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

function placeOf(span: Span, offsets: readonly number[], lines: LineMap): Span {
  const last = offsets.length - 1;
  const start = offsets[Math.min(span.start.offset, last)]!;
  return lines.span(start, Math.max(start, offsets[Math.min(span.end.offset, last)]!));
}

function moved(node: LocatedNode, place: (span: Span) => Span): LocatedNode {
  const span = place(node.span);
  if (node.kind === 'array') {
    return { kind: 'array', items: node.items.map((item) => moved(item, place)), span };
  }
  if (node.kind !== 'object') return { ...node, span };
  const members = node.members.map(({ key, keySpan, value }) => ({
    key,
    keySpan: place(keySpan),
    value: moved(value, place),
  }));
  return { kind: 'object', members, span };
}
