// Fix: widen a statement that fails in exactly one clause, by the one value that the request has.
import type { ConditionClause, JsonValue } from '../../model/policy.ts';
import type { ClauseTrace, StatementTrace } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import { failedClauses } from '../case.ts';
import { clauseName } from '../clause-text.ts';
import { placeName, policyName, statementName } from '../names.ts';
import { nearStatements } from '../near-misses.ts';
import { operatorParts, operatorWords } from '../operator-words.ts';
import { principalElement } from './allow-statement.ts';
import type { Candidate, Strategy } from './draft.ts';
import { valueIn } from './edit-document.ts';
import { replaceValue } from './policy-candidate.ts';
import { slotsOf } from './slots.ts';

/** Adds the request's action, resource, caller or condition value to the list that lacks it. */
export const widenStatement: Strategy = (subject) =>
  nearStatements(subject).flatMap((statement) => {
    const failed = failedClauses(statement);
    const [clause] = failed;
    if (clause === undefined || failed.length > 1) return [];
    return widened(subject, statement, clause);
  });

function widened(subject: Case, statement: StatementTrace, traced: ClauseTrace): Candidate[] {
  const { source } = statement;
  const slot = slotsOf(subject.policies, statement.layer).find(
    ({ level, policy }) => level === statement.level && policy.name === source.policy,
  );
  const change = changeOf(subject, traced);
  if (slot === undefined || change === undefined) return [];
  const { path, added } = change;
  const value = joined(valueIn(slot.policy, source.statement, path), added);
  if (value === undefined) return [];
  const at = traced.clause.span;
  const place = placeName({ file: slot.policy.file, span: at });
  const where = `${statementName(source)} of ${policyName(subject.trace, source)}${place === undefined ? '' : ` (${place})`}`;
  return [
    replaceValue(slot, source.statement, path, value, at, {
      title: `Widen ${where}: add \`${added}\` to ${clauseName(traced)}`,
      cost: change.cost,
      opens: change.opens,
    }),
  ];
}

interface Change {
  readonly path: readonly string[];
  readonly added: string;
  readonly cost: number;
  readonly opens: string;
}

function changeOf(subject: Case, traced: ClauseTrace): Change | undefined {
  const { clause } = traced;
  const { trace } = subject;
  if (clause.unknown !== undefined) return undefined;
  switch (clause.kind) {
    case 'Action':
      return {
        path: ['Action'],
        added: trace.action,
        cost: 8,
        opens: `everyone and everything that the statement covers gets ${trace.action} too`,
      };
    case 'Resource':
      if (trace.resource === '*') return undefined;
      return {
        path: ['Resource'],
        added: trace.resource,
        cost: 8,
        opens: 'every action of the statement is allowed on this resource too',
      };
    case 'Principal': {
      const named = Object.entries(principalElement(trace.principal))[0];
      if (named === undefined || trace.principal.kind === 'anonymous') return undefined;
      return {
        path: ['Principal', named[0]],
        added: String(named[1]),
        cost: 9,
        opens: 'the caller gets every action of the statement, not only this one',
      };
    }
    case 'Condition':
      return conditionChange(clause, traced);
    default:
      return undefined;
  }
}

/** Only positive comparisons with a list can be widened by one value. */
function conditionChange(clause: ConditionClause, traced: ClauseTrace): Change | undefined {
  const { base, negated, set } = operatorParts(clause.operator);
  const { requestValue } = traced;
  const { family } = operatorWords(base);
  if (negated || set !== undefined || !['string', 'arn', 'ip'].includes(family)) return undefined;
  if (typeof requestValue !== 'string' || /[*?$]/.test(requestValue)) return undefined;
  return {
    path: ['Condition', clause.operator, clause.key],
    added: requestValue,
    cost: 12,
    opens: `requests with ${clause.key} \`${requestValue}\` pass this condition, whoever else the statement covers`,
  };
}

function joined(value: JsonValue | undefined, added: string): JsonValue | undefined {
  if (value === undefined) return added;
  if (typeof value === 'string' || typeof value === 'number') return [value, added];
  return Array.isArray(value) ? [...value, added] : undefined;
}
