// Fix: widen a statement that fails in exactly one clause, by the one value that the request has. Only
// where that allows no more than the request asks for, or, for a condition, says what it opens.
import type { ConditionClause, JsonObject, JsonValue } from '../../model/policy.ts';
import type { ClauseTrace, StatementTrace, Trace } from '../../model/trace.ts';
import { isAwsManagedKey, isAwsManagedPolicy } from '../aws-managed.ts';
import { type Case, failedClauses, nameableResource } from '../case.ts';
import { clauseName, clauseValues } from '../clause-text.ts';
import { quoted, sourceName } from '../names.ts';
import { nearStatements } from '../near-misses.ts';
import { operatorParts } from '../operator-words.ts';
import { principalHint } from '../similar-principal.ts';
import { principalElement } from './allow-statement.ts';
import type { Candidate, Strategy } from './draft.ts';
import { valueIn } from './edit-document.ts';
import { opensOf } from './opens.ts';
import { replaceValue } from './policy-candidate.ts';
import { slotsOf } from './slots.ts';

/** Adds the request's action, resource, caller or condition value to the list that lacks it. */
export const widenStatement: Strategy = (subject) =>
  nearStatements(subject).flatMap((statement) => {
    const [clause, ...others] = failedClauses(statement);
    return clause === undefined || others.length > 0 ? [] : widened(subject, statement, clause);
  });

interface Change {
  readonly path: readonly string[];
  /** Where the value stands inside an element that holds more than a list. */
  readonly inside?: string;
  readonly added: string;
  readonly cost: number;
  readonly opens: string | undefined;
}

function widened(subject: Case, statement: StatementTrace, traced: ClauseTrace): Candidate[] {
  const { source } = statement;
  const slot = slotsOf(subject.policies, statement.layer).find(
    ({ level, policy }) => level === statement.level && policy.name === source.policy,
  );
  const change = changeOf(subject, statement, traced);
  if (slot === undefined || change === undefined || isAwsManagedPolicy(slot.policy)) return [];
  if (statement.layer === 'resource' && isAwsManagedKey(subject)) return [];
  const { path, inside, added, cost, opens } = change;
  const before = valueIn(slot.policy, source.statement, path);
  const value =
    inside === undefined
      ? joined(before, added)
      : { ...(before as JsonObject), [inside]: joined((before as JsonObject)[inside], added) };
  const title = `Widen ${sourceName(subject.trace, source)}: add ${quoted(added)} to ${clauseName(traced)}`;
  return [
    replaceValue(slot, source.statement, path, value, traced.clause.span, {
      title,
      cost,
      ...(opens === undefined ? {} : { opens }),
    }),
  ];
}

function changeOf(
  subject: Case,
  statement: StatementTrace,
  traced: ClauseTrace,
): Change | undefined {
  const { clause } = traced;
  const { trace } = subject;
  const opens = opensOf(subject, statement.layer, statement.level, statement.source.policy);
  switch (clause.unknown === undefined ? clause.kind : undefined) {
    case 'Action':
      if (!isNarrow(trace, statement, ['Principal', 'Resource'])) return undefined;
      return { path: ['Action'], added: trace.action, cost: 8, opens };
    case 'Resource':
      if (trace.resource === '*' || !isNarrow(trace, statement, ['Principal', 'Action']))
        return undefined;
      return { path: ['Resource'], added: nameableResource(subject), cost: 8, opens };
    case 'Principal': {
      const [named] = Object.entries(principalElement(trace.principal));
      if (
        named === undefined ||
        !resembles(trace, traced) ||
        !isNarrow(trace, statement, ['Action', 'Resource'])
      )
        return undefined;
      return { path: ['Principal'], inside: named[0], added: String(named[1]), cost: 9, opens };
    }
    case 'Condition':
      return conditionChange(clause as ConditionClause, traced);
    default:
      return undefined;
  }
}

/** Whether an entry names somebody like the caller; an id may stand for anybody. */
function resembles({ principal }: Trace, { clause }: ClauseTrace): boolean {
  return (
    clause.kind === 'Principal' &&
    clause.principals.some(
      (entry) => entry.kind !== 'unique-id' && principalHint(principal, entry) !== undefined,
    )
  );
}

/** Whether these elements of a statement cover what the request asks and nothing beside it. */
function isNarrow(
  { principal, action, resource }: Trace,
  { layer, clauses }: StatementTrace,
  kinds: readonly string[],
): boolean {
  const own: Readonly<Record<string, readonly string[]>> = {
    Principal: [principal.arn, principal.principalArn ?? principal.arn],
    Action: [action.toLowerCase()],
    // In a key policy `*` is the key itself.
    Resource: layer === 'resource' ? [resource, '*'] : [resource],
  };
  return clauses
    .filter(({ clause }) => clause.kind !== 'Condition')
    .every((traced) => {
      const { kind } = traced.clause;
      if (kind.startsWith('Not')) return false;
      const fold = (value: string) => (kind === 'Action' ? value.toLowerCase() : value);
      return (
        !kinds.includes(kind) ||
        clauseValues(traced).every((value) => own[kind]?.includes(fold(value)) === true)
      );
    });
}

/** Keys that stand for everybody of an account or an organization: their lists are not for widening. */
const perimeters: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principaltype',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'kms:calleraccount',
]);

/** Only positive comparisons with a list can be widened by one value. */
function conditionChange(clause: ConditionClause, traced: ClauseTrace): Change | undefined {
  const { family, negated, set } = operatorParts(clause.operator);
  const { requestValue } = traced;
  if (negated || set !== undefined || !['String', 'Arn', 'IpAddress'].includes(family))
    return undefined;
  if (typeof requestValue !== 'string' || requestValue === '' || /[*?$]/.test(requestValue))
    return undefined;
  if (perimeters.has(clause.key.toLowerCase())) return undefined;
  return {
    path: ['Condition', clause.operator, clause.key],
    added: requestValue,
    cost: 12,
    opens: `also lets in everyone else whom the statement covers, for all that it allows, where ${clause.key} is ${quoted(requestValue)}`,
  };
}

function joined(value: JsonValue | undefined, added: string): JsonValue {
  return value === undefined ? added : [...(Array.isArray(value) ? value : [value]), added];
}
