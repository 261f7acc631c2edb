// What was read of a file, as text for goldens: each document with its clauses, each resource, each thing
// that is not known; every value beside the words of the file at its place.

import type { LintResource, ReadFile } from '../../src/lint/scope.ts';
import type { Clause, Policy } from '../../src/model/policy.ts';
import type { Span } from '../../src/model/span.ts';

/** All of a file. */
export function describeReading(read: ReadFile): string {
  const { text } = read.source;
  return [
    `taken for ${read.takenFor}`,
    ...read.resources.map((resource) => describeResource(resource, text)),
    ...read.documents.flatMap(({ policy, resource, guessed }) => [
      '',
      `${policy.name}: ${policy.type}${guessed ? ' (guessed)' : ''}${resource ? `, of ${resource.kind} ${resource.name}` : ''}`,
      ...describePolicy(policy, text),
    ]),
    ...read.unparsed.map(({ name, type }) => `\nnot read: ${name}, ${type}`),
    ...read.diagnostics.map(
      ({ severity, code, message, why, span }) =>
        `\n${severity} ${code}: ${message}${why ? `, for ${why}` : ''}\n    at ${cut(text, span)}`,
    ),
    '',
  ].join('\n');
}

function describeResource(resource: LintResource, text: string): string {
  const { kind, name, span, source: _, places, ...rest } = resource;
  const fields = Object.entries(rest).map(([field, value]) => {
    const place = places[field];
    return `  ${field} = ${JSON.stringify(value)}${place ? `    at ${cut(text, place)}` : ''}`;
  });
  const others = Object.entries(places).flatMap(([field, place]) =>
    field in rest ? [] : [`  (${field})    at ${cut(text, place)}`],
  );
  return [`\n${kind} ${name}    at ${cut(text, span)}`, ...fields, ...others].join('\n');
}

function describePolicy({ statements }: Policy, text: string): readonly string[] {
  return statements.flatMap(({ index, sid, effect, span, clauses }) => [
    `  ${index + 1} ${sid ?? '-'} ${effect}    at ${cut(text, span)}`,
    ...clauses.flatMap((clause) => describeClause(clause, text)),
  ]);
}

function describeClause(clause: Clause, text: string): readonly string[] {
  const head = clause.kind === 'Condition' ? `${clause.operator} ${clause.key}` : clause.kind;
  const values =
    clause.kind === 'Condition'
      ? clause.values
      : 'principals' in clause
        ? clause.principals
        : clause.patterns;
  return [
    ...values.map(({ value, span }) => `    ${head}: ${value}    at ${cut(text, span)}`),
    ...(clause.unknown === undefined
      ? []
      : [`    ${head}: not known, ${clause.unknown}    at ${cut(text, clause.span)}`]),
  ];
}

/** `12:7 the words`, folded. */
function cut(text: string, span: Span | undefined): string {
  if (!span) return 'nowhere';
  const words = text.slice(span.start.offset, span.end.offset).replace(/\s+/g, ' ');
  const short = words.length > 90 ? `${words.slice(0, 60)} … ${words.slice(-25)}` : words;
  return `${span.start.line}:${span.start.column} ${short}`;
}
