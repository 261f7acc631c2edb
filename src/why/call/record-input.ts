// The input of an operation out of a record's requestParameters: in camelCase, and without blobs and tokens,
// which CloudTrail never holds. The keys of the record's `resources` fill in what names them.
// https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html

import { apiShapes, operationApis } from '../../kms/api.generated.ts';
import type { ApiShape } from '../../kms/api-shape.ts';
import type { OperationName } from '../../kms/api-types.generated.ts';
import { lowerFirst } from '../../model/lower-first.ts';
import type { RecordObject } from '../trail/call-record.ts';

const shapes: Readonly<Record<string, ApiShape>> = apiShapes;

/** The input, as far as the record holds it; what has another type than the API's is left out. */
export function recordInput(
  operation: OperationName,
  parameters: RecordObject,
): Record<string, unknown> {
  return (read(operationApis[operation].input, parameters) ?? {}) as Record<string, unknown>;
}

function read(shapeName: string, value: unknown): unknown {
  const shape = shapes[shapeName]!;
  switch (shape.kind) {
    case 'structure':
      return structure(shape.members, value);
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((entry) => read(shape.member, entry) ?? [])
        : undefined;
    case 'map':
      return isObject(value) && Object.values(value).every((text) => typeof text === 'string')
        ? { ...value }
        : undefined;
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'integer':
      return typeof value === 'number' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'timestamp':
      return toDate(value);
    case 'blob':
      return undefined;
    default:
      return shape satisfies never;
  }
}

function structure(members: Readonly<Record<string, string>>, value: unknown): object | undefined {
  if (!isObject(value)) return undefined;
  const input: Record<string, unknown> = {};
  for (const name in members) {
    const camel = lowerFirst(name);
    const given = Object.hasOwn(value, camel) ? value[camel] : undefined;
    const member = given === undefined || given === null ? undefined : read(members[name]!, given);
    if (member !== undefined) input[name] = member;
  }
  return input;
}

/** CloudTrail prints times as `Jan 1, 2026, 9:30:00 AM`, older trails as ISO 8601. */
function toDate(value: unknown): Date | undefined {
  const date = typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

function isObject(value: unknown): value is RecordObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
