// A policy that a template writes as a text: `Fn::ToJsonString` of an object is the object; in what `Fn::Sub` and
// `Fn::Join` put together, the parts that are not known stay unknown inside the policy.
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { LocatedNode } from '../../../syntax/node.ts';
import { type MappedText, parseMapped, unescaped } from '../../../world/embedded.ts';
import type { Resolver } from './resolver.ts';
import { variablePattern, variablesOf } from './substitute.ts';
import { callOf, dependencies, textOf } from './values.ts';

/** A policy that was written as a text. */
export interface EmbeddedPolicy {
  readonly node: LocatedNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** The policy of a call that makes its text; undefined for other calls. */
export function embeddedPolicy(
  written: LocatedNode,
  resolver: Resolver,
): EmbeddedPolicy | undefined {
  const call = callOf(written);
  if (call?.key === 'Fn::ToJsonString') {
    return { node: resolver.resolve(call.value), diagnostics: [] };
  }
  if (call?.key !== 'Fn::Sub' && call?.key !== 'Fn::Join') return undefined;
  const unknowns: string[] = [];
  const mapped = piecesOf(written, resolver, unknowns);
  if (!mapped || !/^\s*\{/.test(mapped.text)) return undefined;
  const { node, diagnostics } = parseMapped(mapped, written.span, resolver.template.source);
  if (node) return { node: opened(node, unknowns), diagnostics };
  return { node: { kind: 'string', value: mapped.text, span: written.span }, diagnostics };
}

// Private characters around the number of a part that is not known.
const OPEN = '\ue000';
const CLOSE = '\ue001';
const marker = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** The text of a value, and the place of each of its characters. */
function piecesOf(
  written: LocatedNode,
  resolver: Resolver,
  unknowns: string[],
): MappedText | undefined {
  if (written.kind === 'string') return unescaped(written, resolver.template.source.text);
  const call = callOf(written);
  if (call?.key === 'Fn::Sub') return substituted(call.value, written, resolver, unknowns);
  if (call?.key !== 'Fn::Join') {
    return valueAt(resolver.resolve(written), written.span.start.offset, unknowns);
  }
  const [separator, list] = call.value.kind === 'array' ? call.value.items : [];
  if (list?.kind !== 'array') return undefined;
  const pieces = list.items.map((item) => piecesOf(item, resolver, unknowns));
  if (!pieces.every((piece) => piece !== undefined)) return undefined;
  const between = textOf(separator) ?? '';
  return pieces.reduce((one, other) => concatenated(one, between, other));
}

function substituted(
  argument: LocatedNode,
  { span }: LocatedNode,
  resolver: Resolver,
  unknowns: string[],
): MappedText | undefined {
  const template = argument.kind === 'array' ? argument.items[0] : argument;
  if (template?.kind !== 'string') return undefined;
  const { text, offsets } = unescaped(template, resolver.template.source.text);
  const value = variablesOf(argument, { span, resolver });
  let result = '';
  const places: number[] = [];
  let from = 0;
  const copy = (end: number) => {
    result += text.slice(from, end);
    for (let at = from; at < end; at++) places.push(offsets[at]!);
  };
  for (const match of text.matchAll(variablePattern)) {
    const [whole, name = ''] = match;
    copy(match.index);
    from = match.index + whole.length;
    const place = offsets[match.index]!;
    const part = name.startsWith('!')
      ? { text: `\${${name.slice(1)}}` }
      : valueAt(value(name), place, unknowns);
    result += part.text;
    for (let at = 0; at < part.text.length; at++) places.push(place);
  }
  copy(text.length);
  return { text: result, offsets: [...places, offsets.at(-1)!] };
}

/** A value as a part of a text; all of it stands at one place. */
function valueAt(node: LocatedNode, place: number, unknowns: string[]): MappedText {
  const known = textOf(node);
  const text =
    known ??
    `${OPEN}${unknowns.push(dependencies([node]) ?? 'a value of the template') - 1}${CLOSE}`;
  return { text, offsets: new Array<number>(text.length + 1).fill(place) };
}

function concatenated(one: MappedText, between: string, other: MappedText): MappedText {
  const start = one.offsets.at(-1)!;
  const offsets = [...one.offsets.slice(0, -1), ...between.split('').map(() => start)];
  return { text: one.text + between + other.text, offsets: [...offsets, ...other.offsets] };
}

/** The texts that hold a part that is not known are not known. */
function opened(node: LocatedNode, unknowns: readonly string[]): LocatedNode {
  switch (node.kind) {
    case 'array':
      return { ...node, items: node.items.map((item) => opened(item, unknowns)) };
    case 'object': {
      const members = node.members.map((member) => ({
        ...member,
        value: opened(member.value, unknowns),
      }));
      return { ...node, members };
    }
    case 'string': {
      const parts = [...node.value.matchAll(marker)].map(([, index]) => unknowns[Number(index)]!);
      if (parts.length === 0) return node;
      return { kind: 'unknown', dependsOn: [...new Set(parts)].join(', '), span: node.span };
    }
    default:
      return node;
  }
}
