// The blocks of a data source in a plan: their values, and which of these are known only after apply.
import type { LocatedNode, Member } from '../../../syntax/node.ts';
import { merged } from './attributes.ts';
import { itemsOf, memberOf, textOf } from './nodes.ts';

/** A block, and `true` in the place of each value that is not known. */
export interface Block {
  readonly value: LocatedNode | undefined;
  readonly open: LocatedNode | undefined;
}

/** An attribute of a block; absent where it is null or an empty list. */
export function attribute(
  { value, open }: Block,
  name: string,
  references: readonly string[],
): LocatedNode | undefined {
  const written = memberOf(value, name);
  const unknown = memberOf(open, name);
  if (!written && textOf(unknown) !== 'true') return undefined;
  const node = merged(written ?? unknown!, unknown, references);
  if (node.kind === 'null' || (node.kind === 'array' && node.items.length === 0)) return undefined;
  return node;
}

/** The blocks of a name inside a block. */
export function blocksOf({ value, open }: Block, name: string): readonly Block[] {
  return itemsOf(memberOf(value, name)).map((item, at) => ({
    value: item,
    open: itemsOf(memberOf(open, name))[at],
  }));
}

/** Blocks that a loop makes share one expression. */
export function blockAt(blocks: LocatedNode | undefined, at: number): LocatedNode | undefined {
  const items = itemsOf(blocks);
  return items[at] ?? (items.length === 1 ? items[0] : undefined);
}

/** `&{aws:username}` is how Terraform writes a variable of a policy. */
export function unescapedVariables(node: LocatedNode): LocatedNode {
  if (node.kind === 'array') return { ...node, items: node.items.map(unescapedVariables) };
  if (node.kind !== 'string') return node;
  return { ...node, value: node.value.replaceAll('&{', '${') };
}

/** A member of an object that is made here; its key stands where `at` does. */
export function member(key: string, value: LocatedNode, at: LocatedNode = value): Member {
  return { key, keySpan: at.span, value };
}

/** The place of what a plan does not write. */
export const emptySpan = {
  start: { line: 0, column: 0, offset: 0 },
  end: { line: 0, column: 0, offset: 0 },
};
