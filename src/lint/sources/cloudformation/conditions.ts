// Whether a condition of a template holds, where the template itself says it: undefined when that hangs on a
// parameter, or on an account or Region that nobody has said.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
import type { LocatedNode } from '../../../syntax/node.ts';
import { toValue } from '../../../syntax/value.ts';
import type { Resolver } from './resolver.ts';
import type { Template } from './template.ts';
import { dependencies, membersOf, textOf } from './values.ts';

/** Whether the condition of a name holds. */
export function conditionHolds(name: string, resolver: Resolver): boolean | undefined {
  return named(name, resolver);
}

// Conditions of conditions would be worked out again and again.
const remembered = new WeakMap<Template, Map<string, boolean | undefined>>();

function named(name: string, resolver: Resolver): boolean | undefined {
  const { template } = resolver;
  const known = remembered.get(template) ?? new Map<string, boolean | undefined>();
  remembered.set(template, known);
  if (known.has(name)) return known.get(name);
  // A condition that leads back to itself is not known.
  known.set(name, undefined);
  const node = template.conditions.get(name);
  const value = node && holds(node, resolver);
  known.set(name, value);
  return value;
}

function holds(node: LocatedNode, resolver: Resolver): boolean | undefined {
  const [member] = membersOf(node);
  if (!member) return undefined;
  const { key, value } = member;
  const items = value.kind === 'array' ? value.items : [value];
  const each = () => items.map((item) => holds(item, resolver));
  switch (key) {
    case 'Condition':
      return named(textOf(value) ?? '', resolver);
    case 'Fn::And':
      return all(each());
    case 'Fn::Or':
      return negated(all(each().map(negated)));
    case 'Fn::Not':
      return negated(each()[0]);
    case 'Fn::Equals':
      return equal(items, resolver);
    default:
      return undefined;
  }
}

function all(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function equal(items: readonly LocatedNode[], resolver: Resolver): boolean | undefined {
  if (items.length !== 2 || items.some((item) => assumes(item, resolver.template))) {
    return undefined;
  }
  const values = items.map(resolver.resolve);
  if (dependencies(values) !== undefined) return undefined;
  const [one, other] = values.map((value) => textOf(value) ?? JSON.stringify(toValue(value)));
  return one === other;
}

/** Whether a value holds an account or a Region that was made up, which must decide nothing. */
export function assumes(node: LocatedNode, template: Pick<Template, 'environment'>): boolean {
  const { environment } = template;
  switch (node.kind) {
    case 'string':
      return (
        (!environment.accountGiven && node.value.includes('AWS::AccountId')) ||
        (!environment.regionGiven && /AWS::(Region|Partition|URLSuffix)/.test(node.value))
      );
    case 'array':
      return node.items.some((item) => assumes(item, template));
    case 'object':
      return node.members.some(({ value }) => assumes(value, template));
    default:
      return false;
  }
}
