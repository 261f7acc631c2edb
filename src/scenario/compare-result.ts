// Compares a response with the members that are expected of it.
import { toJson } from '../kms/wire.ts';
import { quoted } from '../syntax/quoted.ts';
import { type Sources, standIn } from './parameters.ts';
import type { ParameterValue } from './scenario.ts';

/** A member that is not as expected: its path, and both values in words. */
export interface ResultDifference {
  readonly expected: string;
  readonly actual: string;
}

/** The differences, each with the path of its member. */
export function compareResult(
  expected: ParameterValue,
  actual: unknown,
  sources: Sources,
  path = '',
): readonly ResultDifference[] {
  const differs = (): readonly ResultDifference[] => {
    const words = { expected: said(path, wanted(expected, sources)), actual: said(path, actual) };
    // Bytes are not printed, and others may be as many.
    return [
      words.actual === words.expected ? { ...words, actual: `${words.actual}, others` } : words,
    ];
  };
  if (expected === null) return actual === undefined ? [] : differs();
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return differs();
    return expected.flatMap((entry, index) =>
      compareResult(entry, actual[index], sources, `${path}[${index}]`),
    );
  }
  if (typeof expected !== 'object') return sameValue(expected, actual) ? [] : differs();
  const members = expected as { readonly [name: string]: ParameterValue };
  const names = Object.keys(members);
  if (names.length === 1 && names[0] === 'bytes' && actual instanceof Uint8Array) {
    return actual.length === members.bytes ? [] : differs();
  }
  if (actual instanceof Uint8Array || typeof actual !== 'object' || actual === null) {
    const value = valueFor(members, actual instanceof Uint8Array, sources);
    return sameValue(value, actual) ? [] : differs();
  }
  return names.flatMap((name) =>
    compareResult(
      members[name]!,
      (actual as Readonly<Record<string, unknown>>)[name],
      sources,
      path === '' ? name : `${path}.${name}`,
    ),
  );
}

function sameValue(expected: unknown, actual: unknown): boolean {
  if (expected === undefined || actual === undefined) return false;
  if (actual instanceof Uint8Array && typeof expected === 'string') {
    return Buffer.from(expected, 'base64').equals(actual);
  }
  if (actual instanceof Date && typeof expected === 'string') {
    return new Date(expected).getTime() === actual.getTime();
  }
  return JSON.stringify(toJson(expected)) === JSON.stringify(toJson(actual));
}

function wanted(expected: ParameterValue, sources: Sources): unknown {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return expected;
  const members = expected as { readonly [name: string]: ParameterValue };
  return 'bytes' in members ? members : valueFor(members, true, sources);
}

/** The value that an object stands for; undefined for what no step saved. */
function valueFor(
  members: { readonly [name: string]: ParameterValue },
  bytes: boolean,
  sources: Sources,
): unknown {
  const { saved } = members;
  if (typeof saved === 'string' && !sources.saved.has(saved)) return undefined;
  const value = standIn(members, bytes, sources);
  // Bytes in base64 are bytes.
  return bytes && 'base64' in members ? Buffer.from(String(value), 'base64') : value;
}

function isByteCount(value: unknown): value is { readonly bytes: number } {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}

/** A value in words; of bytes only how many they are. */
function said(path: string, value: unknown): string {
  const where = path === '' ? '' : `${path}: `;
  if (value === undefined || value === null) return `${where}absent`;
  if (value instanceof Uint8Array) return `${where}${value.length} bytes`;
  if (isByteCount(value)) return `${where}${value.bytes} bytes`;
  if (value instanceof Date) return `${where}${value.toISOString()}`;
  return `${where}${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`;
}
