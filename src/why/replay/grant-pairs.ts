// Encryption contexts that no grant tells apart are one class: a constraint asks whether some pairs are there, or
// whether there are no others, so pairs that no constraint names are all alike.
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
import { memo } from '../../engine/memo.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { Grant } from '../../model/grant.ts';
import type { World } from '../../world/world.ts';

/** The class of an encryption context, as a text. */
export type ContextClassOf = (pairs: Readonly<Record<string, unknown>>) => string;

/** Works out the classes for the grants of keys, by their ARNs, in some worlds. */
export function contextClasses(
  worlds: readonly World[],
): (keys: readonly string[]) => ContextClassOf {
  const grants = grantsByKey(worlds);
  return (keys) => {
    const named = namedPairs([...new Set(keys)].flatMap((key) => grants.get(key) ?? []));
    const valuesOf = memo(1000, (name: string) => named.get(asciiLower(name)) ?? none);
    return (pairs) => {
      let others = '';
      let known = '';
      for (const name in pairs) {
        const value = String(pairs[name]);
        // A constraint whose name differs by case is an assumption of its own.
        if (valuesOf(name).has(value)) known += `${JSON.stringify([name, value])}`;
        else others = '+';
      }
      return known + others;
    };
  };
}

const none: ReadonlySet<string> = new Set();

function grantsByKey(worlds: readonly World[]): ReadonlyMap<string, readonly Grant[]> {
  const grants = new Map<string, Grant[]>();
  for (const world of worlds) {
    for (const { keys } of world.accounts.values()) {
      for (const key of keys) grants.set(key.arn, [...(grants.get(key.arn) ?? []), ...key.grants]);
    }
  }
  return grants;
}

/** The values that constraints name, by the names of their pairs in lower case. */
function namedPairs(grants: readonly Grant[]): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  for (const { Constraints } of grants) {
    const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = Constraints ?? {};
    for (const [name, value] of [
      ...Object.entries(equals ?? {}),
      ...Object.entries(subset ?? {}),
    ]) {
      const lower = asciiLower(name);
      named.set(lower, (named.get(lower) ?? new Set<string>()).add(value));
    }
  }
  return named;
}
