// Small questions about the JSON of plans.
import { type LocatedNode, type Member, memberValue } from '../../../syntax/node.ts';

/** A member of a value that may be none. */
export function memberOf(node: LocatedNode | undefined, key: string): LocatedNode | undefined {
  return node?.kind === 'object' ? memberValue(node, key) : undefined;
}

/** The members of an object; none of anything else. */
export function membersOf(node: LocatedNode | undefined): readonly Member[] {
  return node?.kind === 'object' ? node.members : [];
}

/** The items of a list; none of anything else. */
export function itemsOf(node: LocatedNode | undefined): readonly LocatedNode[] {
  return node?.kind === 'array' ? node.items : [];
}

/** The text of a scalar, numbers as they are written. */
export function textOf(node: LocatedNode | undefined): string | undefined {
  if (node?.kind === 'string') return node.value;
  if (node?.kind === 'number') return node.raw;
  return node?.kind === 'boolean' ? String(node.value) : undefined;
}
