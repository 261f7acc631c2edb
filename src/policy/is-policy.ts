// Whether a value has the shape that the parser gives policies, so that the engine can rely on it.
import type { Clause, Policy } from '../model/policy.ts';
import { readOperatorName } from './operator-name.ts';
import { policyRules } from './policy-rules.ts';

/**
 * Whether a value is a Policy, down to each clause; other members are not looked at. Policies do not change, so each
 * is looked at once.
 */
export function isPolicy(value: unknown): value is Policy {
  if (!isObject(value)) return false;
  if (known.has(value)) return true;
  if (!hasItsShape(value)) return false;
  known.add(value);
  return true;
}

const known = new WeakSet<object>();

function hasItsShape(policy: Partial<Policy>): boolean {
  return (
    typeof policy.name === 'string' &&
    Object.hasOwn(policyRules, String(policy.type)) &&
    (policy.version === '2008-10-17' || policy.version === '2012-10-17') &&
    isObject(policy.document) &&
    isListOf(policy.statements, isStatement)
  );
}

function isStatement(value: unknown): boolean {
  const { index, effect, clauses, sid } = value as Record<string, unknown>;
  return (
    Number.isInteger(index) &&
    (effect === 'Allow' || effect === 'Deny') &&
    (sid === undefined || typeof sid === 'string') &&
    isListOf(clauses, isClause)
  );
}

function isClause(value: unknown): boolean {
  const clause = value as Partial<Record<string, unknown>> & { kind?: Clause['kind'] };
  switch (clause.kind) {
    case 'Principal':
    case 'NotPrincipal':
      return isListOf(clause.principals, isPattern);
    case 'Action':
    case 'NotAction':
    case 'Resource':
    case 'NotResource':
      return isListOf(clause.patterns, isWritten);
    case 'Condition':
      return (
        typeof clause.key === 'string' &&
        typeof clause.operator === 'string' &&
        readOperatorName(clause.operator).fault === undefined &&
        isListOf(clause.values, isWritten)
      );
    default:
      return false;
  }
}

const isWritten = (value: unknown) => typeof (value as { value?: unknown }).value === 'string';
const isPattern = (value: unknown) =>
  isWritten(value) && typeof (value as { kind?: unknown }).kind === 'string';

function isListOf(list: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && list.every((item) => isObject(item) && is(item));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
