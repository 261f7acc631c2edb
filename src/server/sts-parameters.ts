// The parameters of STS's operations: read from a form or a query, and validated by rows.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
import { lowerFirst } from '../model/lower-first.ts';
import { visible } from '../syntax/quoted.ts';
import { type AwsError, clientError } from './aws-error.ts';
import type { HttpRequest } from './http-request.ts';
import { parseQuery, queryOf, utf8 } from './query-string.ts';

/** Parameters by name: `RoleArn`, `Tags.member.1.Key`. */
export type StsParameters = ReadonlyMap<string, string>;

/** The parameters of a request: its query if it is a GET, else its body; or why they cannot be read. */
export function readStsParameters(
  request: HttpRequest,
): { readonly parameters: StsParameters } | { readonly error: AwsError } {
  const isGet = request.method === 'GET';
  const text = isGet ? queryOf(request.url) : Buffer.from(request.body).toString('latin1');
  const parameters = new Map<string, string>();
  for (const [name, value] of parseQuery(text)) {
    if (isGet && name.startsWith('X-Amz-')) continue;
    const key = utf8(name);
    // Sorted for its signature, a query does not tell which of two came first.
    if (parameters.has(key) || parameters.size >= 500) {
      const said = parameters.has(key) ? 'has a parameter twice' : 'has too many parameters';
      return { error: clientError('MalformedInput', `The request ${said}.`) };
    }
    parameters.set(key, utf8(value));
  }
  return { parameters };
}

/** What one text parameter must be like. */
export interface TextRow {
  readonly name: string;
  readonly required?: true;
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern as AWS writes it. */
  readonly source: string;
  /** Whether messages leave the value out. */
  readonly secret?: true;
}

/** What a number must be like. */
export interface NumberRow {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** What is wrong with texts and numbers; undefined if nothing is. */
export function validationError(
  parameters: StsParameters,
  texts: readonly TextRow[],
  numbers: readonly NumberRow[] = [],
): AwsError | undefined {
  const faults = [
    ...texts.flatMap((row) => textFaults(row, parameters.get(row.name))),
    ...numbers.flatMap((row) => numberFaults(row, parameters.get(row.name))),
  ];
  if (faults.length === 0) return undefined;
  const count = `${faults.length} validation error${faults.length === 1 ? '' : 's'}`;
  return clientError('ValidationError', `${count} detected: ${faults.join('; ')}`);
}

/** The members of a list: `Tags.member.N`, with the names that follow the number; in order. */
export function membersOf(
  parameters: StsParameters,
  list: string,
): readonly ReadonlyMap<string, string>[] {
  const members = new Map<number, Map<string, string>>();
  for (const [name, value] of parameters) {
    const match = /^(\w+)\.member\.([1-9]\d{0,2})(?:\.(\w+))?$/.exec(name);
    if (match?.[1] !== list) continue;
    const index = Number(match[2]);
    const member = members.get(index) ?? new Map<string, string>();
    members.set(index, member.set(match[3] ?? '', value));
  }
  return [...members].sort(([one], [other]) => one - other).map(([, member]) => member);
}

function textFaults(row: TextRow, value: string | undefined): string[] {
  const place = `at '${lowerFirst(row.name)}' failed to satisfy constraint:`;
  if (value === undefined) {
    return row.required ? [`Value null ${place} Member must not be null`] : [];
  }
  const said = row.secret ? 'Value' : `Value '${visible(value.slice(0, 200))}'`;
  const faults: string[] = [];
  if (value.length > row.max) {
    faults.push(`${said} ${place} Member must have length less than or equal to ${row.max}`);
  }
  if (value.length < row.min) {
    faults.push(`${said} ${place} Member must have length greater than or equal to ${row.min}`);
  }
  if (!row.pattern.test(value)) {
    faults.push(`${said} ${place} Member must satisfy regular expression pattern: ${row.source}`);
  }
  return faults;
}

function numberFaults({ name, min, max }: NumberRow, value: string | undefined): string[] {
  if (value === undefined) return [];
  const said = `Value '${visible(value.slice(0, 40))}' at '${lowerFirst(name)}' failed to satisfy constraint:`;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number < min) return [`${said} Member must have value greater than or equal to ${min}`];
  if (number > max) return [`${said} Member must have value less than or equal to ${max}`];
  return [];
}
