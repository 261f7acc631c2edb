// Finds the text of a policy document in its file, and makes edits of it edits of the file: the document may be
// a part of a JSON or YAML file, or stand in a string there, escaped or URL-encoded.
import type { Policy } from '../../model/policy.ts';
import { parseJson } from '../../syntax/json.ts';
import { type LocatedNode, memberValue } from '../../syntax/node.ts';
import type { Edit } from '../../syntax/text-edits.ts';
import { toValue } from '../../syntax/value.ts';
import { isEqual } from '../../syntax/value-edits.ts';
import {
  isPercentEncoded,
  type MappedText,
  percentDecoded,
  type StringNode,
  unescaped,
} from '../../world/embedded.ts';
import { startOf } from './same-document.ts';

/** A document in a file. */
export interface LocatedDocument {
  /** The text that the node's places are of: the file's, or what a string of the file says. */
  readonly text: string;
  readonly node: LocatedNode;
  readonly json: boolean;
  /** An edit of that text as an edit of the file. */
  readonly outward: (edit: Edit) => Edit;
}

/** Finds a policy in the parsed text of its file; undefined where it is not there. */
export function locateDocument(
  policy: Policy,
  file: { readonly text: string; readonly node: LocatedNode; readonly json: boolean },
): LocatedDocument | undefined {
  const start = startOf(policy);
  const { text, json } = file;
  const found: LocatedDocument[] = [];
  visit(file.node, (node) => {
    if (node.kind === 'object') {
      if (isIt(node, (offset) => offset)) found.push({ text, node, json, outward: (edit) => edit });
      return;
    }
    const { span } = node;
    const near = start === undefined || (span.start.offset <= start && start <= span.end.offset);
    if (!near || !/^\s*(\{|%)/.test(node.value)) return;
    const inner = percentDecoded(unescaped(node, text));
    const parsed = parseJson(inner.text).node;
    if (parsed?.kind === 'object' && isIt(parsed, (offset) => inner.offsets[offset])) {
      const outward = outwardOf(node, inner, file);
      found.push({ text: inner.text, node: parsed, json: true, outward });
    }
  });
  // A document without statements has no place of its own: only one that is alone of its kind is found.
  return found.length === 1 || start !== undefined ? found[0] : undefined;

  function isIt(
    node: Extract<LocatedNode, { kind: 'object' }>,
    outer: (offset: number) => number | undefined,
  ): boolean {
    const list = memberValue(node, 'Statement');
    if (list === undefined) return false;
    const first = list.kind === 'array' ? list.items[0] : list;
    if (start !== undefined) return first !== undefined && outer(first.span.start.offset) === start;
    return first === undefined && isEqual(toValue(node), policy.document);
  }
}

function visit(
  node: LocatedNode,
  tell: (node: Extract<LocatedNode, { kind: 'object' }> | StringNode) => void,
): void {
  if (node.kind === 'string') tell(node);
  if (node.kind === 'array') for (const item of node.items) visit(item, tell);
  if (node.kind !== 'object') return;
  tell(node);
  for (const { value } of node.members) visit(value, tell);
}

/** How what is written into the string is escaped there. */
function outwardOf(
  node: StringNode,
  inner: MappedText,
  { text }: { readonly text: string },
): (edit: Edit) => Edit {
  const start = node.span.start.offset;
  const encoded = isPercentEncoded(node.value) ? percentEncoded : (piece: string) => piece;
  const escaped = escapeFor(text, start);
  return (edit) => ({
    start: inner.offsets[edit.start]!,
    end: inner.offsets[edit.end]!,
    text: escaped(encoded(edit.text)),
  });
}

function escapeFor(text: string, start: number): (piece: string) => string {
  switch (text[start]) {
    case '"':
      return (piece) => JSON.stringify(piece).slice(1, -1);
    case "'":
      return (piece) => piece.replaceAll("'", "''");
    case '|':
    case '>': {
      const body = text.slice(text.indexOf('\n', start) + 1);
      const indent = /^[ \t]*/.exec(body)?.[0] ?? '';
      const newline = text.includes('\r\n') ? '\r\n' : '\n';
      return (piece) => piece.replaceAll('\n', newline + indent);
    }
    default:
      return (piece) => piece;
  }
}

/** As AWS encodes documents (RFC 3986). */
function percentEncoded(piece: string): string {
  return encodeURIComponent(piece).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
