// Which context keys a policy set looks at: those of its conditions, those of its variables, and aws:userid where
// a principal is named by its unique id.
import type { CompiledPolicySet } from '../../engine/compiled.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { Clause, Policy } from '../../model/policy.ts';

/** Stands for "a grant of the key asks for an encryption context" among the names of keys. */
export const grantConstraints = 'grant-constraints';

/** The keys in lower case, and `grant-constraints`. Remembered for as long as the set lives. */
export function keysRead(policies: CompiledPolicySet): ReadonlySet<string> {
  const known = readBy.get(policies);
  if (known) return known;
  const keys = new Set<string>();
  for (const { policy, statement } of policies.statements) {
    for (const clause of statement.clauses) for (const key of keysOf(clause, policy)) keys.add(key);
  }
  const asks = (policies.input.grants ?? []).some(({ Constraints }) => Constraints !== undefined);
  if (asks) keys.add(grantConstraints);
  readBy.set(policies, keys);
  return keys;
}

const readBy = new WeakMap<CompiledPolicySet, ReadonlySet<string>>();

/** The keys that one clause looks at, in lower case. */
export function keysOf(clause: Clause, { version }: Policy): readonly string[] {
  const variables = (texts: readonly string[]) =>
    version === '2008-10-17' ? [] : texts.flatMap(variablesIn);
  switch (clause.kind) {
    case 'Condition':
      return [asciiLower(clause.key), ...variables(clause.values.map(({ value }) => value))];
    case 'Resource':
    case 'NotResource':
      return variables(clause.patterns.map(({ value }) => value));
    case 'Principal':
    case 'NotPrincipal':
      return clause.principals.some(({ kind }) => kind === 'unique-id') ? ['aws:userid'] : [];
    case 'Action':
    case 'NotAction':
      return [];
    default:
      return clause satisfies never;
  }
}

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`. */
function variablesIn(text: string): readonly string[] {
  const names: string[] = [];
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', open + 2)) {
    const close = text.indexOf('}', open);
    if (close < 0) break;
    const [name = ''] = text.slice(open + 2, close).split(',', 1);
    if (name.trim().length > 1) names.push(asciiLower(name.trim()));
  }
  return names;
}
