// What every reader of an AWS CLI output is: a row that knows its output by its shape and turns it into
// facts. What an output does not say of itself comes from the file's path.
import type { LocatedNode } from '../../syntax/node.ts';
import { quoted } from '../../syntax/quoted.ts';
import type { Fact, Place } from '../fact.ts';
import { placeOf } from '../policy-source.ts';
import { member, problem, type Reading } from '../reading.ts';

/** What a file's path tells: `111122223333/us-east-1/<key id>/get-key-policy.json`. */
export interface PathHints {
  readonly account?: string;
  readonly region?: string;
  readonly keyId?: string;
  /** `users/alice/…`, `roles/…`, `groups/…`. */
  readonly identity?: { readonly kind: 'user' | 'role' | 'group'; readonly name: string };
  /** The part between the command and the ending: `p-1234` of `list-targets-for-policy.p-1234.json`. */
  readonly subject?: string;
  /** The name of the folder that the file stands in. */
  readonly folder?: string;
}

/** One kind of output. */
export interface Output {
  /** The command: `kms get-key-policy`. */
  readonly command: string;
  /** How to name a file whose content does not say what it belongs to. */
  readonly naming?: string;
  readonly matches: (node: LocatedNode, hints: PathHints) => boolean;
  /** The facts, and in a few words what they are about. */
  readonly read: (node: LocatedNode, input: OutputInput) => OutputFacts;
}

/** What a reader may look at. */
export interface OutputInput {
  readonly hints: PathHints;
  readonly reading: Reading;
}

/** Facts, and what they are about: `the key 1234abcd-…`. */
export interface OutputFacts {
  readonly facts: readonly Fact[];
  readonly about?: string;
}

/** The text of a member, if it is there and is a text. */
export function textOf(node: LocatedNode | undefined, key: string): string | undefined {
  const value = member(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}

/** The boolean of a member, if it is there and is one. */
export function flagOf(node: LocatedNode | undefined, key: string): boolean | undefined {
  const value = member(node, key);
  return value?.kind === 'boolean' ? value.value : undefined;
}

/** The items of a member, if it is there and is a list. */
export function itemsOf(node: LocatedNode | undefined, key: string): readonly LocatedNode[] {
  const value = member(node, key);
  return value?.kind === 'array' ? value.items : [];
}

/** Whether a member is a list. */
export function hasList(node: LocatedNode, key: string): boolean {
  return member(node, key)?.kind === 'array';
}

/** Tags as `[{ Key, Value }]`, or `[{ TagKey, TagValue }]` as KMS prints them. */
export function tagsOf(node: LocatedNode | undefined, key: string) {
  if (!member(node, key)) return undefined;
  const pairs = itemsOf(node, key).flatMap((tag): [string, string][] => {
    const name = textOf(tag, 'Key') ?? textOf(tag, 'TagKey');
    return name === undefined
      ? []
      : [[name, textOf(tag, 'Value') ?? textOf(tag, 'TagValue') ?? '']];
  });
  return Object.fromEntries(pairs);
}

/** `1 user`, `2 users`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** The base of a fact that an output states. */
export function stated(node: LocatedNode, reading: Reading): { place: Place; written: false } {
  return { place: placeOf(node, reading), written: false };
}

/** Says that a file does not tell what it belongs to. */
export function unplaced(
  command: string,
  what: string,
  naming: string,
  node: LocatedNode,
  reading: Reading,
): OutputFacts {
  problem(
    reading,
    node.span,
    'world-unplaced',
    `this output of \`aws ${command}\` does not say ${what}`,
    {
      remedy: `name the file ${quoted(naming)}`,
    },
  );
  return { facts: [] };
}
