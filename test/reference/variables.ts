// Policy variables: `${key}`, `${key, 'default'}` and the escapes `${*}` `${?}` `${$}`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

import type { ContextMap } from './context.ts';
import type { Token } from './glob.ts';
import { patternTokens } from './glob.ts';

/** What a text of a policy is read with. */
export interface Reading {
  /** Variables exist in Version 2012-10-17 only; elsewhere `${…}` is ordinary text. */
  variables: boolean;
  /** Whether `*` and `?` are wildcards here (StringLike, ARN, Resource) or characters (StringEquals). */
  wildcards: boolean;
  context: ContextMap;
}

/** The text with its variables filled in, or undefined when one has no value and no default. */
export function fillIn(text: string, reading: Reading): Token[] | undefined {
  const tokens: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const found = reading.variables ? /\$\{([^}]*)\}/.exec(rest) : null;
    const plain = found === null ? rest : rest.slice(0, found.index);
    tokens.push(...(reading.wildcards ? patternTokens(plain) : [...plain]));
    if (found === null) break;
    const value = variableValue(found[1]!, reading.context);
    if (value === undefined) return undefined;
    // Assumption (variable-value-is-literal): a `*` in the value of a variable is no wildcard.
    tokens.push(...value);
    rest = rest.slice(found.index + found[0].length);
  }
  return tokens;
}

function variableValue(inside: string, context: ContextMap): string | undefined {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const parts = /^([^,]*?)\s*(?:,\s*'([^']*)')?$/.exec(inside);
  if (parts === null) return undefined;
  const value = context.get(parts[1]!.toLowerCase());
  // Only single-valued keys can be variables: a list has no one value, so the default stands in.
  if (value === undefined || Array.isArray(value)) return parts[2];
  return String(value);
}
