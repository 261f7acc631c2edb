// A parsed value as plain JSON. `__proto__` becomes an ordinary member, as JSON.parse makes it.
import type { JsonObject, JsonValue } from '../model/policy.ts';
import { setMember } from '../model/set-member.ts';
import type { LocatedNode, ObjectNode } from './node.ts';

/** The plain JSON value of a node. A value that is not known becomes `${what it depends on}`. */
export function toValue(node: LocatedNode): JsonValue {
  switch (node.kind) {
    case 'object':
      return toObject(node);
    case 'array':
      return node.items.map(toValue);
    case 'null':
      return null;
    case 'number':
      return isExact(node.value) ? node.value : node.raw;
    case 'unknown':
      return `\${${node.dependsOn}}`;
    default:
      return node.value;
  }
}

/** Whether a number survives as one: integers past 2^53 and overflows are kept as their text. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** The plain object of an object node; of two members of one name the first counts. */
export function toObject(node: ObjectNode): JsonObject {
  const object: Record<string, JsonValue> = {};
  for (const { key, value } of node.members) {
    if (Object.hasOwn(object, key)) continue;
    setMember(object, key, toValue(value));
  }
  return object;
}
