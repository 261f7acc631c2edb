// Values of a template with its functions worked out. What the template alone does not say becomes an
// `unknown` that names what it depends on, so that policies keep clauses with parts that are not known.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
import type { ArrayNode, LocatedNode, Member, ObjectNode } from '../../../syntax/node.ts';
import { conditionHolds } from './conditions.ts';
import { functions } from './functions.ts';
import { expandMember, isLoop } from './loops.ts';
import { type Alternative, boundText, type Resolver, settled } from './resolver.ts';
import type { Template } from './template.ts';
import { absent, callOf, textOf, unknownNode } from './values.ts';

/** A resolver for a template. */
export function resolverOf(
  template: Template,
  bindings: ReadonlyMap<string, string> = new Map(),
): Resolver {
  const resolver: Resolver = {
    template,
    bindings,
    resolve: (node) => resolve(node, resolver),
    branches: (node) => branches(node, resolver),
    alternatives: (node) =>
      branches(node, resolver).map((choice) => ({
        ...choice,
        node: resolve(choice.node, resolver),
      })),
    within: (more) => resolverOf(template, new Map([...bindings, ...more])),
  };
  return resolver;
}

function resolve(node: LocatedNode, resolver: Resolver): LocatedNode {
  const call = callOf(node);
  if (call && !isLoop(call.key)) return callFunction(call, node, resolver);
  switch (node.kind) {
    case 'array':
      return resolveItems(node, resolver);
    case 'object':
      return resolveMembers(node, resolver);
    case 'string':
      return resolveText(node, resolver);
    default:
      return node;
  }
}

function callFunction({ key, value }: Member, { span }: LocatedNode, resolver: Resolver) {
  const known = Object.hasOwn(functions, key) ? functions[key] : undefined;
  if (known) return known(value, { span, resolver });
  resolver.template.report({
    code: 'unknown-function',
    severity: 'warning',
    span,
    message: `\`${key}\` is not a function of CloudFormation that is known here`,
    why: 'its value is taken as not known',
  });
  return unknownNode(`the function ${key}`, span);
}

/** Objects that a condition chooses stand in their list for as long as they may be there. */
function resolveItems({ items, span }: ArrayNode, resolver: Resolver): LocatedNode {
  const resolved = items.flatMap((item): readonly LocatedNode[] => {
    const choices = resolver.alternatives(item);
    const [only] = choices;
    if (choices.length === 1 && only && only.dependsOn === undefined) return [only.node];
    const objects = choices.filter(({ node }) => node !== absent);
    if (!objects.every(({ node }) => node.kind === 'object')) return [settled(choices, item.span)];
    return objects.map(whileThere);
  });
  return { kind: 'array', items: resolved.filter((item) => item !== absent), span };
}

function whileThere({ node, dependsOn }: Alternative): LocatedNode {
  if (node.kind !== 'object' || dependsOn === undefined) return node;
  return { ...node, dependsOn: joined(dependsOn, node.dependsOn) };
}

function joined(one: string, other: string | undefined): string {
  return other === undefined || other === one ? one : `${one}, ${other}`;
}

function resolveMembers(node: ObjectNode, resolver: Resolver): LocatedNode {
  const macro = node.members.find(({ key }) => key === 'Fn::Transform');
  if (macro) return callFunction(macro, node, resolver);
  const members = node.members.flatMap((member) =>
    expandMember(member, resolver).flatMap(({ member: { key, keySpan, value }, within }) => {
      const resolved =
        key === 'Statement' ? resolveStatements(value, within) : within.resolve(value);
      return resolved === absent ? [] : [{ key, keySpan, value: resolved }];
    }),
  );
  return { ...node, members };
}

/** A condition may choose whole lists of statements: each statement then depends on it. */
function resolveStatements(node: LocatedNode, resolver: Resolver): LocatedNode {
  const choices = resolver.alternatives(node);
  const there = choices.filter((choice) => choice.node !== absent);
  const isList = ({ node: { kind } }: Alternative) => kind === 'array' || kind === 'object';
  if (choices.length === 1 || !there.every(isList)) return settled(choices, node.span);
  const items = there.flatMap((choice) =>
    (choice.node.kind === 'array' ? choice.node.items : [choice.node]).map((item) =>
      whileThere({ ...choice, node: item }),
    ),
  );
  return { kind: 'array', items, span: node.span };
}

function resolveText(node: Extract<LocatedNode, { kind: 'string' }>, resolver: Resolver) {
  const { value, span } = node;
  const reference = /\{\{resolve:([^}]*)\}\}/.exec(value)?.[1];
  if (reference !== undefined) return unknownNode(`the dynamic reference ${reference}`, span);
  if (resolver.bindings.size === 0 || !/[$&]\{/.test(value)) return node;
  const bound = boundText(value, resolver.bindings);
  return bound === value ? node : { ...node, value: bound };
}

/** The branches of a choice, and of the choices within. */
function branches(node: LocatedNode, resolver: Resolver): readonly Alternative[] {
  const call = callOf(node);
  const items = call?.key === 'Fn::If' && call.value.kind === 'array' ? call.value.items : [];
  const [condition, yes, no] = items;
  const name = textOf(condition);
  if (name === undefined || !yes || !no) return [{ node }];
  const holds = conditionHolds(name, resolver);
  if (holds !== undefined) return branches(holds ? yes : no, resolver);
  const dependsOn = `condition ${name}`;
  return [yes, no].flatMap((branch) =>
    branches(branch, resolver).map((choice) => ({
      node: choice.node,
      dependsOn: joined(dependsOn, choice.dependsOn),
    })),
  );
}
