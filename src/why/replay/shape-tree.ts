// Finds the shape of a text among many in one go: shapes that begin alike share the beginning of their way, and part
// where their literals differ.
import type { Ascii } from '../trail/text.ts';
import { type JsonShape, MAX_VALUES } from './json-shape.ts';

/** Shapes, each with what belongs to it. */
export interface ShapeTree<Item> {
  readonly add: (shape: JsonShape, item: Item) => void;
  /**
   * The item of the shape that a stretch of ASCII has, which is without a backslash; `starts` and `ends` then tell
   * where its values are.
   */
  readonly find: (ascii: Ascii, from: number, to: number) => Item | undefined;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly size: () => number;
}

interface Node<Item> {
  readonly literal: string;
  readonly next: Node<Item>[];
  /** Where a shape ends with this literal. */
  item: Item | undefined;
}

const QUOTE = 34;
/** Control characters, which no string of JSON holds, come before it. */
const FIRST_PRINTED = 32;

/** Starts without shapes. */
export function createShapeTree<Item>(): ShapeTree<Item> {
  const starts = new Int32Array(MAX_VALUES + 1);
  const ends = new Int32Array(MAX_VALUES + 1);
  const root: Node<Item> = { literal: '', next: [], item: undefined };
  let size = 0;
  return {
    starts,
    ends,
    size: () => size,
    add({ literals }, item) {
      let node = root;
      for (const literal of literals) {
        let child = node.next.find((each) => each.literal === literal);
        if (child === undefined) {
          child = { literal, next: [], item: undefined };
          node.next.push(child);
        }
        node = child;
      }
      if (node.item === undefined) size++;
      node.item = item;
    },
    find({ text, bytes }, from, to) {
      let node = root;
      let at = from;
      for (let index = 0; index <= MAX_VALUES; index++) {
        const child = childAt(node, text, at);
        if (child === undefined) return undefined;
        at += child.literal.length;
        if (at === to && child.item !== undefined) return child.item;
        starts[index] = at;
        at = endOfString(bytes, at, to);
        if (at < 0) return undefined;
        ends[index] = at;
        node = child;
      }
      return undefined;
    },
  };
}

/** The branch that a text takes; what was taken moves forward, so that common branches are tried first. */
function childAt<Item>({ next }: Node<Item>, text: string, at: number): Node<Item> | undefined {
  for (let index = 0; index < next.length; index++) {
    const child = next[index]!;
    if (!standsAt(child.literal, text, at)) continue;
    if (index > 0) {
      next[index] = next[index - 1]!;
      next[index - 1] = child;
    }
    return child;
  }
  return undefined;
}

/** Where the quotation mark stands that ends a string; below zero for what is no string of JSON. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte < FIRST_PRINTED) return -1;
  }
  return -1;
}

/** Whether a text stands at a place of another. A cut-out text is compared faster than one in its place. */
export function standsAt(literal: string, text: string, at: number): boolean {
  return text.slice(at, at + literal.length) === literal;
}
