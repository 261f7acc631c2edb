// The smallest edits of a JSON or YAML text that make one of its values say something else: what stays the same
// keeps its text, with its order, quotes, white space and comments.
import type { JsonObject, JsonValue } from '../model/policy.ts';
import type { ArrayNode, LocatedNode, Member, ObjectNode } from './node.ts';
import { type Edit, endOf } from './text-edits.ts';
import { isFlow, lineIndent, ownLineIndent, type TextLayout } from './text-layout.ts';
import { toValue } from './value.ts';
import { blockText, flowText, keyText, memberText } from './value-text.ts';

/** A text and its habits. */
export interface LaidOut {
  readonly text: string;
  readonly layout: TextLayout;
}

/** The edits that turn a node into another value; none where it has that value already. */
export function valueEdits(node: LocatedNode, value: JsonValue, from: LaidOut): readonly Edit[] {
  const before = toValue(node);
  if (isEqual(before, value)) return [];
  if (node.kind === 'object' && isObject(value) && node.members.length > 0) {
    const kept = node.members.every(({ key }) => Object.hasOwn(value, key));
    if (kept) return memberEdits(node, value, from);
  }
  if (node.kind === 'array' && isList(value) && node.items.length > 0) {
    if (value.length >= node.items.length) return itemEdits(node, value, from);
  }
  if (node.kind !== 'array' && isList(value) && value.length > 1 && isEqual(value[0], before)) {
    return wrapEdits(node, value.slice(1), from);
  }
  return [replacement(node, value, from)];
}

function replacement(node: LocatedNode, value: JsonValue, { text, layout }: LaidOut): Edit {
  const start = node.span.start.offset;
  const end = endOf(node, text);
  const alone = isEmpty(node) && standsAlone.test(text.slice(lineStart(text, start), start));
  const lines = layout.json && (alone || text.slice(start, end).includes('\n'));
  return { start, end, text: flowText(value, lineIndent(text, start), layout, lines) };
}

/** A member that has its line for itself. */
const standsAlone = /^[ \t]*"(?:[^"\\]|\\.)*"[ \t]*:[ \t]*$/;

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function memberEdits(node: ObjectNode, value: JsonObject, from: LaidOut): readonly Edit[] {
  const changed = node.members.flatMap((member) => memberEdit(node, member, value, from));
  const names = new Set(node.members.map(({ key }) => key));
  const added = Object.entries(value).filter(([key]) => !names.has(key));
  return added.length === 0 ? changed : [...changed, addedMembers(node, added, from)];
}

/** In a YAML block, what was empty (`alice:`, `policies: []`) becomes a block of its own. */
function memberEdit(
  node: ObjectNode,
  { key, keySpan, value: old }: Member,
  { [key]: value = null }: JsonObject,
  from: LaidOut,
): readonly Edit[] {
  const { text, layout } = from;
  if (isFlow(node, text) || !isEmpty(old) || !isFilled(value)) return valueEdits(old, value, from);
  const start = text.indexOf(':', keySpan.end.offset) + 1;
  const isThere = old.span.end.offset > old.span.start.offset;
  const end = isThere ? endOf(old, text) : start;
  const piece = memberText(value, ' '.repeat(keySpan.start.column - 1), layout);
  if (!piece.startsWith(layout.newline)) return [{ start, end, text: piece }];
  // A comment behind the key stays with it.
  const at = lineEnd(text, end);
  return [
    { start, end, text: '' },
    { start: at, end: at, text: piece },
  ];
}

function addedMembers(
  node: ObjectNode,
  added: readonly (readonly [string, JsonValue])[],
  { text, layout }: LaidOut,
): Edit {
  const last = node.members.at(-1)!;
  const { newline, colon, comma } = layout;
  if (!isFlow(node, text)) {
    const indent = ' '.repeat(node.members[0]!.keySpan.start.column - 1);
    const lines = added.map(
      ([key, value]) =>
        `${newline}${indent}${keyText(key, layout)}:${memberText(value, indent, layout)}`,
    );
    const at = lineEnd(text, Math.max(endOf(last.value, text), last.keySpan.end.offset));
    return { start: at, end: at, text: lines.join('') };
  }
  const indent = ownLineIndent(text, last.keySpan.start.offset);
  const pieces = added.map(([key, value]) => {
    const name = keyText(key, layout);
    return indent === undefined
      ? `,${comma}${name}:${colon}${flowText(value, '', layout, false)}`
      : `,${newline}${indent}${name}: ${flowText(value, indent, layout, layout.json)}`;
  });
  const at = Math.max(endOf(last.value, text), last.keySpan.end.offset);
  return { start: at, end: at, text: pieces.join('') };
}

function itemEdits(node: ArrayNode, value: readonly JsonValue[], from: LaidOut): readonly Edit[] {
  const changed = node.items.flatMap((item, index) => valueEdits(item, value[index]!, from));
  const added = value.slice(node.items.length);
  return added.length === 0 ? changed : [...changed, addedItems(node, added, from)];
}

function addedItems(node: ArrayNode, added: readonly JsonValue[], { text, layout }: LaidOut): Edit {
  const last = node.items.at(-1)!;
  const end = endOf(last, text);
  const { newline, comma } = layout;
  if (!isFlow(node, text)) {
    const indent = ' '.repeat(node.span.start.column - 1);
    const lines = added.map(
      (item) => `${newline}${indent}- ${blockText(item, `${indent}  `, layout)}`,
    );
    const at = lineEnd(text, end);
    return { start: at, end: at, text: lines.join('') };
  }
  const start = last.span.start.offset;
  const own = ownLineIndent(text, start);
  const lines = text.slice(start, end).includes('\n');
  const indent = own ?? lineIndent(text, end);
  const between = own === undefined ? `,${comma || (lines ? ' ' : '')}` : `,${newline}${own}`;
  const pieces = added.map((item) => between + flowText(item, indent, layout, lines));
  return { start: end, end, text: pieces.join('') };
}

/** A value that stood alone becomes the first of a list. */
function wrapEdits(
  node: LocatedNode,
  added: readonly JsonValue[],
  { text, layout }: LaidOut,
): readonly Edit[] {
  const start = node.span.start.offset;
  const end = endOf(node, text);
  if (node.kind === 'object' && !isFlow(node, text)) {
    const indent = ' '.repeat(node.span.start.column - 1);
    const raw = text.slice(start, end).replaceAll('\n', '\n  ');
    const items = added.map(
      (item) => `${layout.newline}${indent}- ${blockText(item, `${indent}  `, layout)}`,
    );
    return [{ start, end, text: `- ${raw}${items.join('')}` }];
  }
  const lines = text.slice(start, end).includes('\n');
  const indent = lineIndent(text, end);
  const between = `,${layout.comma || (lines ? ' ' : '')}`;
  const pieces = added.map((item) => between + flowText(item, indent, layout, lines));
  if (!layout.json && /^[^"'{[].*[{}[\],]/.test(text.slice(start, end))) {
    // What may stand in a YAML block without quotes need not between brackets: `${…}`.
    const first = flowText(toValue(node), indent, layout, false);
    return [{ start, end, text: `[${first}${pieces.join('')}]` }];
  }
  return [
    { start, end: start, text: '[' },
    { start: end, end, text: `${pieces.join('')}]` },
  ];
}

/** The end of the line of an offset: a comment there stays with what it is about. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

function isEmpty(node: LocatedNode): boolean {
  if (node.kind === 'null') return true;
  if (node.kind === 'object') return node.members.length === 0;
  return node.kind === 'array' && node.items.length === 0;
}

function isFilled(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** Whether values are the same, the order of members aside. */
export function isEqual(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  if (isList(one)) {
    return (
      isList(other) &&
      one.length === other.length &&
      one.every((item, index) => isEqual(item, other[index]))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
