// Policy variables: ${key}, ${key, 'default'} and the escapes ${*} ${?} ${$}.
// A substituted value never acts as a wildcard (assumption variable-value-is-literal).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
import type { PolicyVersion } from '../model/policy.ts';
import { type GlobToken, globTokens } from './glob.ts';

/** A value with variables in it. */
export interface Template {
  readonly parts: readonly TemplatePart[];
}

/** `text` may hold wildcards; `literal` may not; a variable is read from its slot of the context. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly slot: number; readonly fallback?: string };

/** What a policy writes where variables may stand: plain text, or a template. */
export type Operand = string | Template;

/** Answers the text of a single-valued context key, or undefined where it has none. */
export type Lookup = (slot: number) => string | undefined;

/** Whether a value is more than plain text. In a 2008-10-17 policy `${` is plain text. */
export function mayHaveVariables(value: string, version: PolicyVersion): boolean {
  return version !== '2008-10-17' && value.includes('${');
}

/** Reads the variables of a value. */
export function parseTemplate(
  value: string,
  version: PolicyVersion,
  slotOf: (key: string) => number,
): Operand {
  if (!mayHaveVariables(value, version)) return value;
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < value.length) {
    const open = value.indexOf('${', at);
    const close = open < 0 ? -1 : value.indexOf('}', open);
    if (close < 0) break;
    if (open > at) parts.push({ kind: 'text', text: value.slice(at, open) });
    parts.push(variable(value.slice(open + 2, close), slotOf));
    at = close + 1;
  }
  if (at < value.length) parts.push({ kind: 'text', text: value.slice(at) });
  return { parts };
}

function variable(body: string, slotOf: (key: string) => number): TemplatePart {
  if (body === '*' || body === '?' || body === '$') return { kind: 'literal', text: body };
  const comma = body.indexOf(',');
  if (comma < 0) return { kind: 'variable', slot: slotOf(body.trim()) };
  const quoted = body.slice(comma + 1).trim();
  return {
    kind: 'variable',
    slot: slotOf(body.slice(0, comma).trim()),
    fallback: quoted.replace(/^'|'$/g, ''),
  };
}

/** The text of an operand, or undefined when a variable has neither value nor default. */
export function resolveText(operand: Operand, lookup: Lookup): string | undefined {
  if (typeof operand === 'string') return operand;
  let text = '';
  for (const part of operand.parts) {
    const piece = part.kind === 'variable' ? (lookup(part.slot) ?? part.fallback) : part.text;
    if (piece === undefined) return undefined;
    text += piece;
  }
  return text;
}

/** The wildcards and literals of an operand, or undefined when a variable cannot be resolved. */
export function resolveTokens(operand: Operand, lookup: Lookup): GlobToken[] | undefined {
  if (typeof operand === 'string') return globTokens(operand);
  const tokens: GlobToken[] = [];
  for (const part of operand.parts) {
    if (part.kind === 'text') {
      tokens.push(...globTokens(part.text));
      continue;
    }
    const piece = part.kind === 'variable' ? (lookup(part.slot) ?? part.fallback) : part.text;
    if (piece === undefined) return undefined;
    if (piece !== '') tokens.push(piece);
  }
  return tokens;
}
