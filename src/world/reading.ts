// Reads located nodes with diagnostics: every helper answers undefined after saying what is wrong.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { didYouMean } from '../syntax/did-you-mean.ts';
import { describeKind, type LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';

/** The file being read, and where to say what is wrong with it. */
export interface Reading {
  readonly file?: string;
  readonly text: string;
  report(diagnostic: Diagnostic): void;
  /** Outputs of AWS may hold fields that are newer than this program; a world file may not. */
  readonly lenient?: boolean;
  /** Reads a file that the text names, relative to this file. Undefined when there is none. */
  readonly follow?: (path: string) => { readonly path: string; readonly text: string } | undefined;
}

/** Says that something at `span` is wrong. */
export function problem(
  reading: Reading,
  span: Span | undefined,
  code: string,
  message: string,
  more: { why?: string; remedy?: string; severity?: 'error' | 'warning' } = {},
): undefined {
  const { severity = 'error', ...rest } = more;
  const where = { ...(reading.file ? { file: reading.file } : {}), ...(span ? { span } : {}) };
  reading.report({ code, severity, message, ...rest, ...where });
  return undefined;
}

/** The value of a member, if the node is an object that has it. */
export function member(node: LocatedNode | undefined, key: string): LocatedNode | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.members.find((entry) => entry.key === key)?.value;
}

/** The object's members by name, after refusing names that are not known here. A null counts as empty. */
export function fields<K extends string>(
  node: LocatedNode,
  what: string,
  known: readonly K[],
  reading: Reading,
): Partial<Record<K, LocatedNode>> | undefined {
  if (node.kind === 'null') return {};
  if (node.kind !== 'object') return wrongKind(reading, node, what, 'an object');
  const found: Partial<Record<K, LocatedNode>> = {};
  for (const { key, keySpan, value } of node.members) {
    if ((known as readonly string[]).includes(key)) found[key as K] = value;
    else if (!reading.lenient) {
      const near = didYouMean(key, known);
      problem(reading, keySpan, 'world-unknown-field', `${quoted(key)} is no field of ${what}`, {
        remedy: near ? `did you mean \`${near}\`?` : `its fields are ${listWords(known)}`,
      });
    }
  }
  return found;
}

/** The members of an object that maps names to values. A null counts as empty. */
export function entries(node: LocatedNode | undefined, what: string, reading: Reading) {
  if (!node || node.kind === 'null') return [];
  if (node.kind === 'object') return node.members;
  wrongKind(reading, node, what, 'an object');
  return [];
}

/** The items of a list; a null counts as empty. */
export function items(
  node: LocatedNode | undefined,
  what: string,
  reading: Reading,
): readonly LocatedNode[] {
  if (!node || node.kind === 'null') return [];
  if (node.kind === 'array') return node.items;
  wrongKind(reading, node, what, 'a list');
  return [];
}

/** A text. Numbers are taken as they are written, since account ids and tags are often unquoted. */
export function text(node: LocatedNode | undefined, what: string, reading: Reading) {
  if (!node) return undefined;
  if (node.kind === 'string') return node.value;
  if (node.kind === 'number') return node.raw;
  return wrongKind(reading, node, what, 'a text');
}

/** One of a few words. */
export function word<W extends string>(
  node: LocatedNode | undefined,
  what: string,
  words: readonly W[],
  reading: Reading,
): W | undefined {
  const value = text(node, what, reading);
  if (value === undefined || (words as readonly string[]).includes(value)) return value as W;
  const near = didYouMean(value, words);
  return problem(reading, node?.span, 'world-value', `${quoted(value)} is no ${what}`, {
    remedy: near ? `did you mean \`${near}\`?` : `use ${listWords(words)}`,
  });
}

/** true or false. */
export function flag(node: LocatedNode | undefined, what: string, reading: Reading) {
  if (!node) return undefined;
  if (node.kind === 'boolean') return node.value;
  return wrongKind(reading, node, what, 'true or false');
}

/** A map of texts, such as tags. Booleans and numbers are taken as they are written. */
export function textMap(node: LocatedNode | undefined, what: string, reading: Reading) {
  if (!node) return undefined;
  const map: [string, string][] = [];
  for (const { key, value } of entries(node, what, reading)) {
    const written =
      value.kind === 'boolean'
        ? String(value.value)
        : text(value, `the value of \`${key}\``, reading);
    if (written !== undefined) map.push([key, written]);
  }
  return Object.fromEntries(map);
}

/** Says that a node should have been something else. */
export function wrongKind(
  reading: Reading,
  node: LocatedNode,
  what: string,
  wanted: string,
): undefined {
  return problem(
    reading,
    node.span,
    'world-type',
    `${what} must be ${wanted}, but is ${describeKind(node)}`,
  );
}

/** The words in backticks, with commas and `or`. */
export function listWords(words: readonly string[]): string {
  const inTicks = words.map((entry) => `\`${entry}\``);
  if (inTicks.length < 2) return inTicks.join('');
  return `${inTicks.slice(0, -1).join(', ')} or ${inTicks.at(-1)}`;
}
