// Requests and responses as JSON has them: bytes in base64, times as epoch seconds.
import { setMember } from '../model/set-member.ts';
import { apiShapes, operationApis } from './api.generated.ts';
import type { ApiShape } from './api-shape.ts';
import type { OperationName } from './api-types.generated.ts';

/** The shape of an operation's input; undefined for what is no operation. */
export function inputShape(operation: string): string | undefined {
  return Object.hasOwn(operationApis, operation)
    ? operationApis[operation as OperationName].input
    : undefined;
}

/** A shape of the API by its name. */
export function shapeOf(name: string): ApiShape {
  return (apiShapes as Readonly<Record<string, ApiShape>>)[name]!;
}

/** A response of any operation as a JSON value: bytes are told from texts by what they are. */
export function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  const json: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    setMember(json, name, toJson((value as Readonly<Record<string, unknown>>)[name]));
  }
  return json;
}
