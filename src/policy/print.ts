// A policy back into JSON: canonical order of elements, single values without brackets, two spaces.
import type {
  ActionClause,
  Clause,
  ConditionClause,
  JsonObject,
  JsonValue,
  Policy,
  PrincipalClause,
  PrincipalPatternKind,
  ResourceClause,
  Statement,
} from '../model/policy.ts';

/** Prints a policy as JSON text. Parsing it again gives the same statements. */
export function printPolicy(policy: Policy): string {
  return `${JSON.stringify(policyToJson(policy), null, 2)}\n`;
}

/** A policy as a JSON value, from its statements. */
export function policyToJson({ document, version, id, statements }: Policy): JsonObject {
  return {
    ...(document.Version === undefined ? {} : { Version: version }),
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements.map(statementToJson),
  };
}

/** A statement as a JSON value. */
export function statementToJson({ sid, effect, clauses }: Statement): JsonObject {
  const json: Record<string, JsonValue> = {};
  if (sid !== undefined) json.Sid = sid;
  json.Effect = effect;
  for (const clause of clauses) {
    if (clause.kind !== 'Condition') json[clause.kind] = elementToJson(clause);
  }
  const conditions = clauses.filter((clause) => clause.kind === 'Condition');
  if (conditions.length > 0) json.Condition = conditionToJson(conditions);
  return json;
}

function elementToJson(clause: Exclude<Clause, ConditionClause>): JsonValue {
  return 'principals' in clause ? principalToJson(clause) : patternsToJson(clause);
}

function patternsToJson({ patterns }: ActionClause | ResourceClause): JsonValue {
  return oneOrList(patterns.map(({ value }) => value));
}

const keys: Readonly<Partial<Record<PrincipalPatternKind, string>>> = {
  service: 'Service',
  federated: 'Federated',
  'canonical-user': 'CanonicalUser',
};

function principalToJson({ principals }: PrincipalClause): JsonValue {
  if (principals.length === 1 && principals[0]!.kind === 'everyone') return '*';
  const grouped: Record<string, string[]> = {};
  for (const { kind, value } of principals) {
    const key = keys[kind] ?? 'AWS';
    grouped[key] ??= [];
    grouped[key].push(value);
  }
  return Object.fromEntries(Object.entries(grouped).map(([key, list]) => [key, oneOrList(list)]));
}

function conditionToJson(conditions: readonly ConditionClause[]): JsonValue {
  const operators: Record<string, Record<string, JsonValue>> = {};
  for (const { operator, key, values } of conditions) {
    operators[operator] ??= {};
    operators[operator][key] = oneOrList(values.map(({ value }) => value));
  }
  return operators;
}

function oneOrList(values: readonly string[]): JsonValue {
  return values.length === 1 ? values[0]! : values;
}
