// Whether two worlds say the same, wherever it stands: a world that was changed in memory, and the one that is
// read from the changed files.
import type { World } from '../../world/world.ts';

/** Whether accounts, principals, keys and documents are alike; names of documents and their places aside. */
export function isSameWorld(one: World, other: World): boolean {
  return alike(one.accounts, other.accounts);
}

/** How something is known, and not what. */
const aside: ReadonlySet<string> = new Set(['policyOrigin', 'grantsKnown']);

function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  if (one instanceof Map && other instanceof Map) {
    return (
      one.size === other.size &&
      [...one].every(([name, value]) => other.has(name) && alike(value, other.get(name)))
    );
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => alike(item, other[index]));
  }
  const [first, second] = [factsOf(one), factsOf(other)];
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].every((name) => aside.has(name) || alike(first[name], second[name]));
}

/** Of a policy only what it says and as what it serves. */
function factsOf(thing: object): Readonly<Record<string, unknown>> {
  const facts = thing as Readonly<Record<string, unknown>>;
  if (!('statements' in facts && 'document' in facts)) return facts;
  return { type: facts.type, document: facts.document };
}
