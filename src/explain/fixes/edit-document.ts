// Changes to a policy document as plain JSON: what would stand in the file once a fix is made.
import type { JsonObject, JsonValue, Policy } from '../../model/policy.ts';
import type { Span } from '../../model/span.ts';

/** The document with one more statement at its end. */
export function withStatement({ document }: Policy, statement: JsonObject): JsonObject {
  return { ...document, Statement: [...statementList(document), statement] };
}

/** The document with another value at a path inside one statement: `['Condition', operator, key]`. */
export function withValue(
  { document }: Policy,
  statement: number,
  path: readonly string[],
  value: JsonValue,
): JsonObject {
  const list = statementList(document);
  const changed = list.map((item, index) =>
    index === statement ? setAt(item, path, value) : item,
  );
  return { ...document, Statement: changed };
}

/** The value at a path inside one statement. */
export function valueIn({ document }: Policy, statement: number, path: readonly string[]) {
  let value: JsonValue | undefined = statementList(document)[statement];
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return value;
}

/** A JSON Pointer (RFC 6901) to a path inside one statement. */
export function pointerTo(
  { document }: Policy,
  statement: number | '-',
  path: readonly string[],
): string {
  const list = Array.isArray(document.Statement) || statement === '-';
  const start = list ? ['Statement', String(statement)] : ['Statement'];
  return [...start, ...path]
    .map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** The place right after the last statement: where another one goes. */
export function endOfStatements({ statements }: Policy): Span | undefined {
  const end = statements.at(-1)?.span?.end;
  return end === undefined ? undefined : { start: end, end };
}

function statementList(document: JsonObject): readonly JsonValue[] {
  const { Statement: statement } = document;
  if (statement === undefined) return [];
  return Array.isArray(statement) ? statement : [statement as JsonValue];
}

function setAt(item: JsonValue, path: readonly string[], value: JsonValue): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const object = isObject(item) ? item : {};
  return { ...object, [name]: setAt(object[name] ?? {}, rest, value) };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
