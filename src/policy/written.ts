// Reads a string or a list of strings: anywhere a list is allowed, a single value means the same.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import type { Written } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import { describeKind, type LocatedNode, placed } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { Report } from './report.ts';

/** The known values of an element and where they stand; `unknown` names what the others depend on. */
export interface WrittenList {
  readonly values: readonly PlacedText[];
  readonly unknown?: string;
}

/** A text of the document, and its place. */
export interface PlacedText {
  readonly text: string;
  readonly span: Span;
}

/** How an element's values may be written. */
export interface WrittenOptions {
  /** The name of the element or key. */
  readonly what: string;
  readonly example: string;
  /** Condition values may be numbers and booleans without quotes. */
  readonly scalars?: true;
}

/** Reads the values of an element; what is neither a string nor a list of strings is reported. */
export function readWritten(
  node: LocatedNode,
  report: Report,
  options: WrittenOptions,
): WrittenList {
  const values: PlacedText[] = [];
  const unknown: string[] = [];
  for (const item of node.kind === 'array' ? node.items : [node]) {
    const text = textOf(item, options);
    if (text !== undefined) values.push({ text, span: item.span });
    else if (item.kind === 'unknown') unknown.push(item.dependsOn);
    else report(wrongType(item, item !== node, options));
  }
  return unknown.length === 0 ? { values } : { values, unknown: [...new Set(unknown)].join(', ') };
}

/** A text as the model holds it. */
export function asWritten({ text, span }: PlacedText): Written {
  return { value: text, ...placed(span) };
}

function textOf(node: LocatedNode, { scalars }: WrittenOptions): string | undefined {
  if (node.kind === 'string') return node.value;
  if (scalars === undefined) return undefined;
  if (node.kind === 'number') return node.raw;
  return node.kind === 'boolean' ? String(node.value) : undefined;
}

function wrongType(item: LocatedNode, inList: boolean, { what, example, scalars }: WrittenOptions) {
  const wanted = scalars === undefined ? 'a string' : 'a string, number or boolean';
  const message = inList
    ? `the list of ${quoted(what)} holds ${describeKind(item)}, where ${wanted} is wanted`
    : `${quoted(what)} is ${describeKind(item)}, where ${wanted} or a list of them is wanted`;
  const bare =
    item.kind === 'number' ? item.raw : item.kind === 'boolean' ? String(item.value) : undefined;
  return {
    code: 'wrong-type',
    span: item.span,
    message,
    remedy: bare === undefined ? `write ${example}` : `write it in double quotes: \`"${bare}"\``,
  };
}
