// The attributes of a resource of a plan: a value, or what it depends on while it is known only after apply.
import type { Span } from '../../../model/span.ts';
import type { LocatedNode } from '../../../syntax/node.ts';
import type { Maybe } from '../../scope.ts';
import { expressionOf, isConfigured, referencesOf } from './configuration.ts';
import { itemsOf, memberOf, textOf } from './nodes.ts';
import type { Plan, PlanResource } from './plan.ts';

/** The attributes of one resource. */
export interface Attributes {
  readonly resource: PlanResource;
  /** An attribute that is set; `unknown` where it is set to what is known only after apply. */
  readonly value: (name: string) => LocatedNode | undefined;
  readonly text: (name: string) => Maybe<string> | undefined;
  readonly boolean: (name: string) => Maybe<boolean> | undefined;
  readonly number: (name: string) => Maybe<number> | undefined;
  readonly list: (name: string) => readonly Maybe<string>[];
  /** What an attribute's configuration refers to. */
  readonly references: (name: string) => readonly string[];
  readonly places: (names: Readonly<Record<string, string>>) => Readonly<Record<string, Span>>;
}

/** The attributes of a resource. */
export function attributesOf(plan: Plan, resource: PlanResource): Attributes {
  const { address, values, unknown } = resource;
  const references = (name: string) =>
    referencesOf(plan, address, expressionOf(plan, address, name));
  const value = (name: string): LocatedNode | undefined => {
    const written = memberOf(values, name);
    const open = memberOf(unknown, name);
    if (open?.kind === 'boolean' && open.value) {
      // What AWS makes up by itself is known after apply as well, and is not set.
      const isSet = expressionOf(plan, address, name) !== undefined || !isConfigured(plan, address);
      return isSet ? afterApply(open.span, references(name)) : undefined;
    }
    if (!written || written.kind === 'null') return undefined;
    return merged(written, open, references(name));
  };
  return {
    resource,
    value,
    references,
    text: (name) => maybe(value(name), (text) => text),
    boolean: (name) => maybe(value(name), (text) => text === 'true'),
    number: (name) => maybe(value(name), Number),
    list: (name) => itemsOf(value(name)).flatMap((item) => maybe(item, (text) => text) ?? []),
    places: (names) =>
      Object.fromEntries(
        Object.entries(names).flatMap(([field, name]) => {
          const node = value(name);
          return node ? [[field, node.span]] : [];
        }),
      ),
  };
}

function afterApply(span: Span, references: readonly string[]): LocatedNode {
  const known = references.length > 0 ? references.join(', ') : 'what is known only after apply';
  return { kind: 'unknown', dependsOn: known, span };
}

/** A value with `unknown` in each place that `after_unknown` marks. */
export function merged(
  value: LocatedNode,
  open: LocatedNode | undefined,
  references: readonly string[],
): LocatedNode {
  if (open === undefined) return value;
  if (open.kind === 'boolean') return open.value ? afterApply(open.span, references) : value;
  if (value.kind === 'array') {
    const items = value.items.map((item, at) => merged(item, itemsOf(open)[at], references));
    const more = itemsOf(open).slice(items.length);
    const rest = more.filter((item) => item.kind === 'boolean' && item.value);
    return { ...value, items: [...items, ...rest.map(({ span }) => afterApply(span, references))] };
  }
  if (value.kind !== 'object') return value;
  const members = value.members.map((member) => ({
    ...member,
    value: merged(member.value, memberOf(open, member.key), references),
  }));
  const missing = (open.kind === 'object' ? open.members : []).filter(
    ({ key, value: { kind } }) =>
      kind === 'boolean' && !value.members.some((member) => member.key === key),
  );
  return {
    ...value,
    members: [
      ...members,
      ...missing.flatMap((member) =>
        textOf(member.value) === 'true'
          ? [{ ...member, value: afterApply(member.value.span, references) }]
          : [],
      ),
    ],
  };
}

function maybe<T>(node: LocatedNode | undefined, read: (text: string) => T): Maybe<T> | undefined {
  if (node?.kind === 'unknown') return { unknown: node.dependsOn };
  const text = textOf(node);
  return text === undefined ? undefined : read(text);
}
