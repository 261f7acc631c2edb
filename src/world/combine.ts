// Brings together what several files say of one thing. What they say twice must be the same.
import type { Diagnostic } from '../model/diagnostic.ts';
import { quoted } from '../syntax/quoted.ts';
import { toValue } from '../syntax/value.ts';
import type { Fact, Place, PolicySource } from './fact.ts';

/** Takes diagnostics. */
export type Report = (diagnostic: Diagnostic) => void;

/** Says that something at a place is wrong. */
export function problemAt(
  report: Report,
  place: Place,
  code: string,
  message: string,
  more: { why?: string; remedy?: string; severity?: 'error' | 'warning' } = {},
): void {
  const { severity = 'error', ...rest } = more;
  const { file, span } = place;
  report({
    code,
    severity,
    message,
    ...rest,
    ...(file ? { file } : {}),
    ...(span ? { span } : {}),
  });
}

/** The one value of a field; a second fact that says something else is a conflict. */
export function single<F extends Fact, K extends keyof F>(
  facts: readonly F[],
  field: K,
  what: string,
  report: Report,
): NonNullable<F[K]> | undefined {
  const said = facts.filter((fact) => fact[field] !== undefined);
  const [first, ...others] = said;
  if (!first) return undefined;
  for (const other of others) {
    if (same(first[field], other[field])) continue;
    conflict(
      report,
      placeOfValue(other, field),
      placeOfValue(first, field),
      `the \`${String(field)}\` of ${what}`,
    );
  }
  return first[field] as NonNullable<F[K]>;
}

/** The union of maps such as tags; one name with two values is a conflict. */
export function unionMaps<F extends Fact>(
  facts: readonly F[],
  select: (fact: F) => Readonly<Record<string, string>> | undefined,
  what: string,
  report: Report,
): Readonly<Record<string, string>> {
  const union = new Map<string, { value: string; fact: F }>();
  for (const fact of facts) {
    for (const [key, value] of Object.entries(select(fact) ?? {})) {
      const known = union.get(key);
      if (!known) union.set(key, { value, fact });
      else if (known.value !== value) {
        conflict(report, fact.place, known.fact.place, `the tag ${quoted(key)} of ${what}`);
      }
    }
  }
  return Object.fromEntries([...union].map(([key, { value }]) => [key, value]));
}

/** The union of named things; one name for two different things is a conflict. */
export function unionNamed<T>(
  things: readonly { readonly name: string; readonly value: T; readonly place: Place }[],
  what: (name: string) => string,
  report: Report,
): T[] {
  const union = new Map<string, (typeof things)[number]>();
  for (const thing of things) {
    const known = union.get(thing.name);
    if (!known) union.set(thing.name, thing);
    else if (!same(known.value, thing.value))
      conflict(report, thing.place, known.place, what(thing.name));
  }
  return [...union.values()].map(({ value }) => value);
}

/** Groups facts by a name, in the order in which they came. */
export function groupBy<F>(facts: readonly F[], nameOf: (fact: F) => string): Map<string, F[]> {
  const groups = new Map<string, F[]>();
  for (const fact of facts) {
    const group = groups.get(nameOf(fact));
    if (group) group.push(fact);
    else groups.set(nameOf(fact), [fact]);
  }
  return groups;
}

/** Says that two places disagree. */
export function conflict(report: Report, place: Place, first: Place, what: string): void {
  problemAt(report, place, 'world-conflict', `${what} is said twice, and differently`, {
    why: `it is also said at ${shown(first)}`,
    remedy: 'keep the one that is true',
  });
}

function shown({ file, span }: Place): string {
  return span
    ? `${file ?? 'the world'}:${span.start.line}:${span.start.column}`
    : (file ?? 'the world');
}

function placeOfValue(fact: Fact, field: PropertyKey): Place {
  const value = (fact as unknown as Record<PropertyKey, unknown>)[field];
  return isSource(value) ? value : fact.place;
}

/** Whether two values are the same; documents are compared as JSON, wherever they stand. */
function same(one: unknown, other: unknown): boolean {
  return one === other || plain(one) === plain(other);
}

function plain(value: unknown): string {
  return JSON.stringify(value, (key, inner) => {
    if (isSource(inner)) return { document: toValue(inner.node) };
    return key === 'place' ? undefined : sorted(inner);
  });
}

/** Members in the order of their names, so that two spellings of one object are the same. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isSource(value: unknown): value is PolicySource {
  return typeof value === 'object' && value !== null && 'node' in value;
}
