// The functions of CloudFormation, one row each.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
import type { Span } from '../../../model/span.ts';
import { type LocatedNode, memberValue } from '../../../syntax/node.ts';
import { toValue } from '../../../syntax/value.ts';
import { assumes } from './conditions.ts';
import { attributeOf, referenceTo } from './references.ts';
import { type Call, settled, textsOf } from './resolver.ts';
import { substitute } from './substitute.ts';
import { dependencies, textOf, unknownNode } from './values.ts';

type TemplateFunction = (argument: LocatedNode, call: Call) => LocatedNode;

/** What each function comes to. */
export const functions: Readonly<Record<string, TemplateFunction>> = {
  Ref: (argument, call) => referenceTo(textOf(argument) ?? '', call),
  'Fn::GetAtt': getAttribute,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::If': choose,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (argument, { span, resolver }) => {
    const name = resolver.resolve(argument);
    const said = name.kind === 'unknown' ? `an export named by ${name.dependsOn}` : textOf(name);
    return unknownNode(`the import of ${said ?? 'an export'}`, span);
  },
  'Fn::Base64': (argument, call) =>
    ofText(argument, call, (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))),
  'Fn::Length': (argument, call) => {
    const list = call.resolver.resolve(argument);
    if (list.kind !== 'array') return notKnown([list], 'the length of a list', call.span);
    const { length } = list.items;
    return { kind: 'number', value: length, raw: String(length), span: call.span };
  },
  'Fn::ToJsonString': (argument, { span, resolver }) => {
    const value = resolver.resolve(argument);
    const dependsOn = dependencies([value]);
    if (dependsOn !== undefined) return unknownNode(dependsOn, span);
    return { kind: 'string', value: JSON.stringify(toValue(value)), span };
  },
  'Fn::GetAZs': (_argument, { span }) => unknownNode('the Availability Zones', span),
  'Fn::Cidr': (_argument, { span }) => unknownNode('a list of CIDR blocks', span),
  'Fn::Transform': transform,
  'Fn::GetStackOutput': (_argument, { span }) => unknownNode('an output of another stack', span),
  'Fn::ValueOf': parameterOfRule,
  'Fn::ValueOfAll': parameterOfRule,
  'Fn::RefAll': parameterOfRule,
  'Fn::And': condition,
  'Fn::Or': condition,
  'Fn::Not': condition,
  'Fn::Equals': condition,
};

function parameterOfRule(_argument: LocatedNode, { span }: Call): LocatedNode {
  return unknownNode('the values of parameters', span);
}

/** Functions of conditions are no values; what uses them as one is not known. */
function condition(_argument: LocatedNode, { span }: Call): LocatedNode {
  return unknownNode('a condition', span);
}

function notKnown(nodes: readonly LocatedNode[], otherwise: string, span: Span): LocatedNode {
  return unknownNode(dependencies(nodes) ?? otherwise, span);
}

function ofText(
  argument: LocatedNode,
  { span, resolver }: Call,
  work: (text: string) => string,
): LocatedNode {
  const value = resolver.resolve(argument);
  const text = textOf(value);
  return text === undefined
    ? notKnown([value], 'a text', span)
    : { kind: 'string', value: work(text), span };
}

/** `Key.Arn`, or `[Key, Arn]`. */
function getAttribute(argument: LocatedNode, call: Call): LocatedNode {
  const resolved = call.resolver.resolve(argument);
  const said = textsOf(resolved.kind === 'array' ? resolved.items : [resolved]);
  if ('dependsOn' in said) return unknownNode(said.dependsOn, call.span);
  const [id = '', ...path] = said.texts.join('.').split('.');
  return attributeOf(id, path.join('.'), call);
}

function join(argument: LocatedNode, { span, resolver }: Call): LocatedNode {
  const [separator, list] = argument.kind === 'array' ? argument.items : [];
  const resolved = list && resolver.resolve(list);
  if (resolved?.kind !== 'array') return notKnown(resolved ? [resolved] : [], 'a list', span);
  const said = textsOf(resolved.items);
  if ('dependsOn' in said) return unknownNode(said.dependsOn, span);
  return { kind: 'string', value: said.texts.join(textOf(separator) ?? ''), span };
}

/** Both branches may come to the same; else the value hangs on the condition. */
function choose(argument: LocatedNode, { span, resolver }: Call): LocatedNode {
  const items = argument.kind === 'array' ? argument.items : [];
  const key = 'Fn::If';
  const whole = {
    kind: 'object',
    members: [{ key, keySpan: span, value: argument }],
    span,
  } as const;
  if (items.length !== 3 || textOf(items[0]) === undefined) return unknownNode('a condition', span);
  return settled(resolver.alternatives(whole), span);
}

function select(argument: LocatedNode, { span, resolver }: Call): LocatedNode {
  const [index, list] = argument.kind === 'array' ? argument.items.map(resolver.resolve) : [];
  const at = Number(textOf(index));
  const item = list?.kind === 'array' ? list.items[at] : undefined;
  if (item) return { ...item, span };
  return notKnown(
    [index, list].flatMap((node) => node ?? []),
    'an item of a list',
    span,
  );
}

function split(argument: LocatedNode, { span, resolver }: Call): LocatedNode {
  const [separator, text] = argument.kind === 'array' ? argument.items.map(resolver.resolve) : [];
  const value = textOf(text);
  const by = textOf(separator);
  if (value === undefined || !by) return notKnown(text ? [text] : [], 'parts of a text', span);
  return {
    kind: 'array',
    items: value.split(by).map((part) => ({ kind: 'string', value: part, span })),
    span,
  };
}

/** A map is asked with what the template says; a made-up account or Region must not choose. */
function findInMap(argument: LocatedNode, { span, resolver }: Call): LocatedNode {
  const items = argument.kind === 'array' ? argument.items : [];
  const said = textsOf(items.slice(0, 3).map(resolver.resolve));
  const { template } = resolver;
  const map = textOf(items[0]) ?? 'a mapping';
  if ('dependsOn' in said) return unknownNode(`mapping ${map} by ${said.dependsOn}`, span);
  if (items.some((item) => assumes(item, template))) {
    return unknownNode(`mapping ${map} by the account or Region`, span);
  }
  let node = template.mappings;
  for (const key of said.texts) node = node?.kind === 'object' ? memberValue(node, key) : undefined;
  return node ? { ...node, span } : unknownNode(`mapping ${said.texts.join('.')}`, span);
}

function transform(argument: LocatedNode, { span, resolver }: Call): LocatedNode {
  const name =
    (argument.kind === 'object' ? textOf(memberValue(argument, 'Name')) : undefined) ?? 'a macro';
  resolver.template.report({
    code: 'not-looked-at',
    severity: 'warning',
    span,
    message: `what the macro \`${name}\` makes of this was not looked at`,
    why: 'only CloudFormation can run it',
    remedy:
      'lint the processed template as well: `aws cloudformation get-template --template-stage Processed`',
  });
  return unknownNode(`the macro ${name}`, span);
}
