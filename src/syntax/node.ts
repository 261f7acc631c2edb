// A parsed JSON or YAML value in which everything still knows where it stands in its text.
import type { Span } from '../model/span.ts';

/** A value with its place. `unknown` is a value that is not known yet (a template parameter, say). */
export type LocatedNode =
  | ObjectNode
  | ArrayNode
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | {
      readonly kind: 'number';
      readonly value: number;
      /** The number as it is written: `012345678901` and `1.0` keep their digits. */
      readonly raw: string;
      readonly span: Span;
    }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'unknown'; readonly dependsOn: string; readonly span: Span };

/** An object. Members keep their order; two of one name are possible only beside an error. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly members: readonly Member[];
  readonly span: Span;
  /** What decides whether the object is there at all, where that is not known (a condition of a template). */
  readonly dependsOn?: string;
}

/** A list. */
export interface ArrayNode {
  readonly kind: 'array';
  readonly items: readonly LocatedNode[];
  readonly span: Span;
}

/** One name and value of an object. */
export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: LocatedNode;
}

/** The place of values that were never in a text. Diagnostics and policies leave it out. */
export const nowhere: Span = {
  start: { line: 0, column: 0, offset: 0 },
  end: { line: 0, column: 0, offset: 0 },
};

/** `{ span }` for a place in a text, `{}` for `nowhere`: to be spread into a noun of the model. */
export function placed(span: Span): { span?: Span } {
  return span === nowhere ? {} : { span };
}

/** The value of an object's member, the first where there are two. */
export function memberValue(node: ObjectNode, key: string): LocatedNode | undefined {
  return node.members.find((member) => member.key === key)?.value;
}

/** What a value is, in words: `an object`, `a list`, `the number 5`. */
export function describeKind(node: LocatedNode): string {
  switch (node.kind) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return 'a string';
    case 'number':
      return `the number ${node.raw}`;
    case 'boolean':
      return `the boolean ${node.value}`;
    case 'null':
      return 'null';
    case 'unknown':
      return `a value that is not known yet (${node.dependsOn})`;
  }
}
