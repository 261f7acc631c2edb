// Whether an answer is what the API model says: of a response, only members of the output's shape, of the right
// types, within their limits; of an error, one that the operation lists.
import { apiShapes, operationApis } from '../../src/kms/api.generated.ts';
import type { ApiShape } from '../../src/kms/api-shape.ts';

/** What is wrong with a response, as `path: problem`. */
export function faultsOf(operation: string, response: unknown): string[] {
  const api = (operationApis as Readonly<Record<string, { readonly output?: string }>>)[operation];
  if (api === undefined) return [`${operation}: no such operation`];
  const nothing: ApiShape = { kind: 'structure', required: [], members: {} };
  return faults(api.output === undefined ? nothing : shapeNamed(api.output), response, operation);
}

/** What any operation answers although the model lists it for none. */
const unlisted = ['AccessDeniedException', 'SerializationException', 'ValidationException'];

/** What an operation takes although the model lists no error for a wrong one: a grant token, a marker. */
const unlistedFor: Readonly<Record<string, string>> = {
  DescribeKey: 'InvalidGrantTokenException',
  ListKeyPolicies: 'InvalidMarkerException',
};

/** The errors that an operation may answer. */
export function modelledErrors(operation: string): readonly string[] {
  const apis: Readonly<Record<string, { readonly errors: readonly string[] }>> = operationApis;
  const listed = apis[operation]?.errors ?? ['UnknownOperationException'];
  return [...unlisted, unlistedFor[operation] ?? [], ...listed].flat();
}

function shapeNamed(name: string): ApiShape {
  return (apiShapes as Readonly<Record<string, ApiShape>>)[name]!;
}

function faults(shape: ApiShape, value: unknown, path: string): string[] {
  switch (shape.kind) {
    case 'structure':
      if (!isPlain(value)) return [`${path}: no structure`];
      return Object.entries(value).flatMap(([name, entry]) => {
        const member = shape.members[name];
        if (member === undefined) return [`${path}.${name}: not in the model`];
        // The old name of KeySpec has the same value, newer specs included.
        const shapeName = name === 'CustomerMasterKeySpec' ? 'KeySpec' : member;
        // An absent member is left out: `undefined` would be a member without a value.
        return faults(shapeNamed(shapeName), entry, `${path}.${name}`);
      });
    case 'list':
      if (!Array.isArray(value)) return [`${path}: no list`];
      return value.flatMap((entry, at) =>
        faults(shapeNamed(shape.member), entry, `${path}[${at}]`),
      );
    case 'map':
      if (!isPlain(value)) return [`${path}: no map`];
      return Object.entries(value).flatMap(([key, entry]) =>
        faults(shapeNamed(shape.value), entry, `${path}.${key}`),
      );
    case 'string':
      if (typeof value !== 'string') return [`${path}: no string`];
      if (shape.enum && !shape.enum.includes(value))
        return [`${path}: ${value} is not in its enum`];
      if (shape.test?.test(value) === false) return [`${path}: ${value} is not of its pattern`];
      return withinLimits(shape, value.length, path);
    case 'blob':
      if (!(value instanceof Uint8Array)) return [`${path}: no bytes`];
      return withinLimits(shape, value.length, path);
    case 'integer':
      if (!Number.isSafeInteger(value)) return [`${path}: no integer`];
      return withinLimits(shape, value as number, path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path}: no boolean`];
    case 'timestamp':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? [] : [`${path}: no date`];
    default:
      return shape satisfies never;
  }
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function withinLimits({ min = -Infinity, max = Infinity }: Limits, size: number, path: string) {
  return size < min || size > max ? [`${path}: ${size} is outside ${min} to ${max}`] : [];
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
