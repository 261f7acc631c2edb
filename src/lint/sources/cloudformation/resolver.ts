// What functions of a template are called with: the template, the variables of loops, and how to go on.
import type { Span } from '../../../model/span.ts';
import type { LocatedNode } from '../../../syntax/node.ts';
import { toValue } from '../../../syntax/value.ts';
import type { Template } from './template.ts';
import { dependencies, textOf } from './values.ts';

/** Resolves values where a template uses them: inside loops, their variables are bound. */
export interface Resolver {
  readonly template: Template;
  readonly bindings: ReadonlyMap<string, string>;
  readonly resolve: (node: LocatedNode) => LocatedNode;
  /** A value that a condition may choose: each that it can be, and on what that depends. */
  readonly alternatives: (node: LocatedNode) => readonly Alternative[];
  /** The same with the values as they are written. */
  readonly branches: (node: LocatedNode) => readonly Alternative[];
  readonly within: (bindings: ReadonlyMap<string, string>) => Resolver;
}

/** One of the values that a value may be. */
export interface Alternative {
  readonly node: LocatedNode;
  readonly dependsOn?: string;
}

/** Where a function is called. */
export interface Call {
  /** The whole call, its name included. */
  readonly span: Span;
  readonly resolver: Resolver;
}

/** A text with the variables of loops replaced: `${Name}`, or `&{Name}` without its special characters. */
export function boundText(text: string, bindings: ReadonlyMap<string, string>): string {
  return text.replace(/([$&])\{(\w+)\}/g, (whole, sign: string, name: string) => {
    const value = bindings.get(name);
    if (value === undefined) return whole;
    return sign === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
}

/** What a list of values depends on where it is not known whole, or its texts. */
export function textsOf(
  nodes: readonly LocatedNode[],
): { readonly texts: readonly string[] } | { readonly dependsOn: string } {
  const dependsOn = dependencies(nodes);
  if (dependsOn !== undefined) return { dependsOn };
  return { texts: nodes.map((node) => textOf(node) ?? '') };
}

/** One value for all that a value may be: what they have in common, or what chooses between them. */
export function settled(choices: readonly Alternative[], span: Span): LocatedNode {
  const [first] = choices;
  if (first && first.dependsOn === undefined) return first.node;
  const nodes = choices.map(({ node }) => node);
  const values = new Set(nodes.map((node) => JSON.stringify(toValue(node))));
  if (first && values.size === 1 && dependencies(nodes) === undefined) return first.node;
  const all = choices.flatMap(({ dependsOn }) => dependsOn?.split(', ') ?? []);
  return { kind: 'unknown', dependsOn: [...new Set(all)].join(', '), span };
}
