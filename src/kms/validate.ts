// Validates the input of an operation by the shapes of the API, in the words of AWS KMS: everything that is
// wrong is named at once, and what is secret is never printed.
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
import { setMember } from '../model/set-member.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { apiShapes, operationApis } from './api.generated.ts';
import type { ApiShape, StructureShape } from './api-shape.ts';
import type { OperationInputs, OperationName } from './api-types.generated.ts';
import { camel } from './camel.ts';
import { KmsError } from './errors.ts';

const shapes: Readonly<Record<string, ApiShape>> = apiShapes;

/**
 * The input, with blobs as bytes and times as dates; absent members are left out. Blobs may come in base64,
 * and times as epoch seconds or ISO 8601 texts, as JSON has them. Throws SerializationException for a value
 * of the wrong type and ValidationException for one outside its limits.
 */
export function validateInput<N extends OperationName>(
  operation: N,
  input: unknown,
): OperationInputs[N] {
  const shape = shapes[operationApis[operation].input] as StructureShape;
  const problems: string[] = [];
  const read = structure(shape, input ?? {}, '', problems);
  if (problems.length > 0) {
    const count =
      problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
    throw new KmsError('ValidationException', `${count} detected: ${problems.join('; ')}`);
  }
  return read as unknown as OperationInputs[N];
}

function structure(
  { members, required }: StructureShape,
  value: unknown,
  path: string,
  problems: string[],
): object {
  if (!isRecord(value)) throw unexpected(value, 'a structure', path);
  const read: Record<string, unknown> = {};
  for (const name in value) {
    if (!Object.hasOwn(members, name)) throw unknownMember(name, Object.keys(members), path);
  }
  for (const name in members) {
    const given = value[name];
    const shapeName = members[name]!;
    if (given !== undefined && given !== null) {
      read[name] = member(shapeName, given, `${path}${camel(name)}`, problems);
    } else if (required.includes(name)) {
      problems.push(missing(shapes[shapeName]!, `${path}${camel(name)}`));
    }
  }
  return read;
}

function member(shapeName: string, value: unknown, path: string, problems: string[]): unknown {
  const shape = shapes[shapeName]!;
  switch (shape.kind) {
    case 'structure':
      return structure(shape, value, `${path}.`, problems);
    case 'list':
      return list(shape, value, path, problems);
    case 'map':
      return map(shape.value, value, path, problems);
    case 'string':
      if (typeof value !== 'string') throw unexpected(value, 'a String', path);
      for (const demand of stringDemands(shape, value)) {
        problems.push(shape.sensitive ? failedSecret(path, demand) : failed(value, path, demand));
      }
      return value;
    case 'blob': {
      const bytes = toBytes(value, path);
      for (const demand of lengthDemands(shape, bytes.length)) {
        problems.push(failedSecret(path, demand));
      }
      return bytes;
    }
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
        throw unexpected(value, 'an Integer', path);
      }
      for (const demand of valueDemands(shape, value)) {
        problems.push(failed(String(value), path, demand));
      }
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw unexpected(value, 'a Boolean', path);
      return value;
    case 'timestamp':
      return toDate(value, path);
    default:
      return shape satisfies never;
  }
}

function list(
  shape: Extract<ApiShape, { kind: 'list' }>,
  value: unknown,
  path: string,
  problems: string[],
): unknown[] {
  if (!Array.isArray(value)) throw unexpected(value, 'a list', path);
  for (const demand of lengthDemands(shape, value.length)) {
    problems.push(failed(`[${value.length} items]`, path, demand));
  }
  const entry = shapes[shape.member]!;
  if (entry.kind !== 'string') {
    return value.map((item, index) =>
      member(shape.member, item, `${path}.${index + 1}.member`, problems),
    );
  }
  // Of a list of strings, AWS names the list and what its members must satisfy.
  const demands = new Set<string>();
  for (const item of value) {
    if (typeof item !== 'string') throw unexpected(item, 'a String', path);
    for (const demand of stringDemands(entry, item)) demands.add(demand);
  }
  if (demands.size > 0) {
    const printed = `[${value.map(shortened).join(', ')}]`;
    problems.push(
      failed(printed, path, `Member must satisfy constraint: [${[...demands].join(', ')}]`),
    );
  }
  return [...value];
}

function map(valueShape: string, value: unknown, path: string, problems: string[]): object {
  if (!isRecord(value)) throw unexpected(value, 'a map', path);
  const read: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const entry = value[key];
    // UTF-8 has no bytes for half a pair of surrogates: two such contexts would come out alike.
    if (halfCharacter.test(key) || (typeof entry === 'string' && halfCharacter.test(entry))) {
      throw new KmsError('SerializationException', `A text in '${path}' is not valid Unicode`);
    }
    setMember(read, key, member(valueShape, entry, `${path}.${key}`, problems));
  }
  return read;
}

const halfCharacter = /\p{Surrogate}/u;

function missing(shape: ApiShape, path: string): string {
  const value = shape.kind === 'blob' && shape.sensitive === true ? 'Value' : 'Value null';
  return `${value} at '${path}' failed to satisfy constraint: Member must not be null`;
}

function failed(value: string, path: string, demand: string): string {
  return `Value '${shortened(value)}' at '${path}' failed to satisfy constraint: ${demand}`;
}

function failedSecret(path: string, demand: string): string {
  return `Value at '${path}' failed to satisfy constraint: ${demand}`;
}

function shortened(text: string): string {
  return text.length > 512 ? `${text.slice(0, 512)}…` : text;
}

function stringDemands(shape: Extract<ApiShape, { kind: 'string' }>, value: string): string[] {
  const demands = lengthDemands(shape, value.length);
  if (shape.test && value.length <= (shape.max ?? Infinity) && !shape.test.test(value)) {
    demands.push(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  }
  if (shape.enum && !shape.enum.includes(value)) {
    demands.push(`Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
  }
  return demands;
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function lengthDemands(limits: Limits, length: number): string[] {
  return demandsOf('length', limits, length);
}

function valueDemands(limits: Limits, value: number): string[] {
  return demandsOf('value', limits, value);
}

function demandsOf(what: 'length' | 'value', { min, max }: Limits, actual: number): string[] {
  const demands: string[] = [];
  if (max !== undefined && actual > max) {
    demands.push(`Member must have ${what} less than or equal to ${max}`);
  }
  if (min !== undefined && actual < min) {
    demands.push(`Member must have ${what} greater than or equal to ${min}`);
  }
  return demands;
}

function toBytes(value: unknown, path: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== 'string') throw unexpected(value, 'a Blob', path);
  if (!isBase64(value)) {
    throw new KmsError(
      'SerializationException',
      `The value at '${path}' is not valid base64`,
      'SDKs take bytes; scenarios and flags take base64, or `{"text": "…"}` for the bytes of a text',
    );
  }
  return Buffer.from(value, 'base64');
}

/** Padded, or without its padding. One pattern for all of it would run out of stack on ten megabytes. */
function isBase64(text: string): boolean {
  if (/[^A-Za-z0-9+/=]/.test(text)) return false;
  const end = text.indexOf('=');
  if (end === -1) return text.length % 4 !== 1;
  const padding = text.slice(end);
  return end % 4 === 2 ? padding === '==' : end % 4 === 3 && padding === '=';
}

function toDate(value: unknown, path: string): Date {
  const date =
    value instanceof Date
      ? value
      : typeof value === 'number'
        ? new Date(value * 1000)
        : typeof value === 'string' &&
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(value)
          ? new Date(value)
          : undefined;
  if (!date || Number.isNaN(date.getTime())) throw unexpected(value, 'a Timestamp', path);
  return date;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Date)
  );
}

function unexpected(value: unknown, wanted: string, path: string): KmsError {
  const at = path === '' ? '' : ` (at '${path.replace(/\.$/, '')}')`;
  return new KmsError(
    'SerializationException',
    `${tokenOf(value)} can not be converted to ${wanted}${at}`,
  );
}

function tokenOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'number' || typeof value === 'bigint') return 'NUMBER_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
}

function unknownMember(name: string, known: readonly string[], path: string): KmsError {
  const hint = didYouMeanHint(name, known);
  const place = path === '' ? 'input' : `'${path.replace(/\.$/, '')}'`;
  return new KmsError(
    'ValidationException',
    `Unknown parameter in ${place}: '${shortened(name)}', must be one of: ${known.join(', ')}`,
    `the SDKs refuse a parameter that the operation does not have${hint}`,
  );
}
