// A policy document after the patch of a fix: what would stand in the file.

import type { PolicyPatch } from '../../explain/explanation.ts';
import type { JsonObject, JsonValue } from '../../model/policy.ts';

/** The document with the patch made; undefined where its pointer leads nowhere. */
export function patchedDocument(document: JsonObject, patch: PolicyPatch): JsonObject | undefined {
  const path = patch.pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const value = patch.op === 'add-statement' ? patch.statement : patch.value;
  if (value === undefined || path.length === 0) return undefined;
  const changed = put(document, path, value);
  return isObject(changed) ? changed : undefined;
}

function put(
  at: JsonValue | undefined,
  [name, ...rest]: readonly string[],
  value: JsonValue,
): JsonValue | undefined {
  if (name === undefined) return value;
  if (isList(at)) {
    const index = name === '-' ? at.length : Number(name);
    if (!Number.isInteger(index) || index < 0 || index > at.length) return undefined;
    const inner = put(at[index], rest, value);
    return inner === undefined ? undefined : [...at.slice(0, index), inner, ...at.slice(index + 1)];
  }
  if (name === '-' && at === undefined) return [value];
  if (at !== undefined && !isObject(at)) return undefined;
  const inner = put(at && Object.hasOwn(at, name) ? at[name] : undefined, rest, value);
  return inner === undefined ? undefined : { ...at, [name]: inner };
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
