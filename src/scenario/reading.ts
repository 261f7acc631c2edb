// Reads the nodes of a scenario file. Each helper answers undefined after saying what is wrong.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { didYouMean } from '../syntax/did-you-mean.ts';
import { describeKind, type LocatedNode, type Member } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';

/** The file being read, and where to say what is wrong with it. */
export interface Reading {
  readonly file: string;
  readonly text: string;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Reads a file that the scenario names, relative to it; undefined when it cannot be read. */
  readonly follow: (path: string) => FollowedFile | undefined;
}

/** A file that the scenario names: its path as messages show it, and its text. */
export interface FollowedFile {
  readonly path: string;
  readonly text: string;
}

/** Says that something is wrong at a place. */
export function problem(
  reading: Reading,
  span: Span,
  code: string,
  message: string,
  more: { readonly why?: string; readonly remedy?: string } = {},
): undefined {
  reading.report({ code, severity: 'error', message, ...more, file: reading.file, span });
  return undefined;
}

/** The members of an object by name, after refusing names that are not known here. */
export function fields<K extends string>(
  reading: Reading,
  node: LocatedNode,
  what: string,
  known: readonly K[],
): Partial<Record<K, Member>> | undefined {
  if (node.kind !== 'object') return wrongKind(reading, node, what, 'an object');
  const found: Partial<Record<K, Member>> = {};
  for (const member of node.members) {
    if (isOneOf(known, member.key)) found[member.key] = member;
    else {
      problem(
        reading,
        member.keySpan,
        'scenario-unknown-field',
        `${quoted(member.key)} is not a field of ${what}`,
        {
          remedy: suggestion(member.key, known),
        },
      );
    }
  }
  return found;
}

/** The text of a node. Numbers count as they are written: account ids are often unquoted. */
export function text(
  reading: Reading,
  node: LocatedNode | undefined,
  what: string,
): string | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'string') return node.value;
  if (node.kind === 'number') return node.raw;
  return wrongKind(reading, node, what, 'a text');
}

/** One of a closed list of words. */
export function word<W extends string>(
  reading: Reading,
  node: LocatedNode | undefined,
  what: string,
  words: readonly W[],
): W | undefined {
  const value = text(reading, node, what);
  if (value === undefined || isOneOf(words, value)) return value;
  return problem(reading, node!.span, 'scenario-value', `${quoted(value)} is not a ${what}`, {
    remedy: suggestion(value, words),
  });
}

/** True or false. */
export function flag(
  reading: Reading,
  node: LocatedNode | undefined,
  what: string,
): boolean | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'boolean') return node.value;
  return wrongKind(reading, node, what, 'true or false');
}

/** The items of a list. */
export function items(
  reading: Reading,
  node: LocatedNode | undefined,
  what: string,
): readonly LocatedNode[] | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'array') return node.items;
  return wrongKind(reading, node, what, 'a list');
}

/** A list of texts. */
export function texts(
  reading: Reading,
  node: LocatedNode | undefined,
  what: string,
): readonly string[] | undefined {
  return items(reading, node, what)?.flatMap((item) => {
    const value = text(reading, item, `an entry of ${what}`);
    return value === undefined ? [] : [value];
  });
}

/** Names and texts, such as tags. Numbers and booleans count as they are written. */
export function textMap(
  reading: Reading,
  node: LocatedNode | undefined,
  what: string,
): Readonly<Record<string, string>> | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== 'object') return wrongKind(reading, node, what, 'an object');
  const entries = node.members.flatMap(({ key, value }): [string, string][] => {
    const written = value.kind === 'boolean' ? String(value.value) : text(reading, value, key);
    return written === undefined ? [] : [[key, written]];
  });
  return Object.fromEntries(entries);
}

/** Says that a node should have been something else. */
export function wrongKind(
  reading: Reading,
  node: LocatedNode,
  what: string,
  wanted: string,
): undefined {
  const message = `${what} must be ${wanted}, but is ${describeKind(node)}`;
  return problem(reading, node.span, 'scenario-type', message);
}

/** `use a, b or c`, or the one that was probably meant. */
export function suggestion(wrong: string, words: readonly string[]): string {
  const near = didYouMean(wrong, words);
  return near === undefined ? `use ${alternatives(words)}` : `did you mean \`${near}\`?`;
}

/** The words in backticks, with commas and `or`. */
export function alternatives(words: readonly string[]): string {
  const ticked = words.map((entry) => `\`${entry}\``);
  if (ticked.length < 2) return ticked.join('');
  return `${ticked.slice(0, -1).join(', ')} or ${ticked.at(-1)}`;
}

/** Whether a word is one of a closed list. */
export function isOneOf<W extends string>(words: readonly W[], value: string): value is W {
  return (words as readonly string[]).includes(value);
}
