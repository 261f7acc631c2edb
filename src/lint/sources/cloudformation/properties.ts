// The properties of a resource of a template, worked out and typed.
import type { Span } from '../../../model/span.ts';
import type { LocatedNode } from '../../../syntax/node.ts';
import type { Maybe } from '../../scope.ts';
import type { Reading } from '../reading.ts';
import type { Alternative, Resolver } from './resolver.ts';
import { type TemplateResource, valueIn } from './template.ts';
import { absent, dependencies, textOf } from './values.ts';

/** One resource being read. */
export interface ResourceReader {
  readonly resource: TemplateResource;
  readonly resolver: Resolver;
  readonly reading: Reading;
  /** A property with its functions worked out; undefined where it is not set. */
  readonly value: (name: string) => LocatedNode | undefined;
  readonly text: (name: string) => Maybe<string> | undefined;
  readonly boolean: (name: string) => Maybe<boolean> | undefined;
  readonly number: (name: string) => Maybe<number> | undefined;
  /** The texts of a list; what is not known is one entry. */
  readonly list: (name: string) => readonly Maybe<string>[];
  /** Every value that a property may have. */
  readonly alternatives: (name: string) => readonly Alternative[];
  /** The places of properties, by the names that the model gives them. */
  readonly places: (names: Readonly<Record<string, string>>) => Readonly<Record<string, Span>>;
}

/** A reader of a resource's properties. */
export function readerOf(
  resource: TemplateResource,
  outer: Resolver,
  reading: Reading,
): ResourceReader {
  const resolver = outer.within(resource.bindings);
  const value = (name: string): LocatedNode | undefined => {
    const written = valueIn(resource.properties, name);
    const resolved = written && resolver.resolve(written);
    return resolved === absent ? undefined : resolved;
  };
  return {
    resource,
    resolver,
    reading,
    value,
    text: (name) => maybe(value(name), (text) => text),
    boolean: (name) => maybe(value(name), (text) => text.toLowerCase() === 'true'),
    number: (name) => maybe(value(name), Number),
    list: (name) => listOf(value(name)),
    alternatives(name) {
      const written = valueIn(resource.properties, name);
      return written ? resolver.alternatives(written).filter(({ node }) => node !== absent) : [];
    },
    places: (names) =>
      Object.fromEntries(
        Object.entries(names).flatMap(([name, property]) => {
          const span = valueIn(resource.properties, property)?.span;
          return span ? [[name, span]] : [];
        }),
      ),
  };
}

function maybe<T>(node: LocatedNode | undefined, read: (text: string) => T): Maybe<T> | undefined {
  if (node === undefined) return undefined;
  const dependsOn = dependencies([node]);
  if (dependsOn !== undefined) return { unknown: dependsOn };
  const text = textOf(node);
  return text === undefined ? undefined : read(text);
}

function listOf(node: LocatedNode | undefined): readonly Maybe<string>[] {
  const items = node?.kind === 'array' ? node.items : node ? [node] : [];
  return items.flatMap((item) => maybe(item, (text) => text) ?? []);
}
