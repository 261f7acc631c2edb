// Requests that a guardrail of an organization should let through: services that work for the own account, and
// the calls by which a key is recovered.
import { parseArn } from '../model/arn.ts';
import type { ConditionClause, Statement } from '../model/policy.ts';
import type { ContextValue, RequestContext } from '../model/request.ts';
import { keyOf, operatorOf } from './condition-facts.ts';
import { filled, valueFor } from './condition-samples.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf, kmsActionsIn } from './statement-parts.ts';
import { turned } from './stranger-questions.ts';

// What services call on keys of their customers.
const served = ['GenerateDataKey', 'Decrypt', 'Encrypt', 'DescribeKey', 'ReEncryptFrom'];

/** Calls that a service makes for a resource of the account, as the conditions of the policy want the source. */
export function ownServiceCall(
  document: LintDocument,
  statement: Statement,
  lab: Lab,
): readonly Question[] {
  const account = lab.accountOf(document);
  const principal = {
    service: 'cloudtrail.amazonaws.com',
    sourceArn: `arn:aws:cloudtrail:us-east-1:${account}:trail/example`,
    sourceAccount: account,
  };
  const wanted = conditionsOf(statement).filter((clause) =>
    /^aws:(?:source|resource)(?:orgid|orgpaths|account)$/.test(keyOf(clause)),
  );
  const context = { 'aws:SecureTransport': true, ...escapes(wanted) };
  return kmsActionsIn(statement)
    .filter((name) => served.includes(name))
    .map((name) => ({
      principal,
      action: `kms:${name}`,
      context,
      identity: 'everything' as const,
    }));
}

/** Calls of PutKeyPolicy by the root user, by people of the account, and by all whom the policy excepts. */
export function recoveryCalls(document: LintDocument, lab: Lab): readonly Question[] {
  const account = lab.accountOf(document);
  const conditions = document.policy.statements.flatMap(conditionsOf);
  const excepted = exceptedCallers(conditions, account);
  const iam = `arn:aws:iam::${account}`;
  const callers = [`${iam}:root`, ...excepted, `${iam}:user/alice`, `${iam}:role/Admin`];
  const contexts: readonly RequestContext[] = [{}, escapes(conditions)];
  return callers.flatMap((principal) =>
    contexts.map((context) => ({
      principal,
      action: 'kms:PutKeyPolicy',
      context,
      identity: 'everything' as const,
    })),
  );
}

/** The callers of an account whom negated conditions on their ARN let pass. */
export function exceptedCallers(
  conditions: readonly ConditionClause[],
  account: string,
): readonly string[] {
  return conditions
    .filter((clause) => keyOf(clause) === 'aws:principalarn' && operatorOf(clause)?.row.negated)
    .flatMap(({ values }) => values.flatMap(({ value }) => callerIn(value, account)));
}

function callerIn(pattern: string, account: string): readonly string[] {
  const rest = parseArn(pattern)?.resource ?? /(?:role|user)\/[^:]+$/.exec(pattern)?.[0];
  if (rest === undefined) return [];
  const resource = filled(rest);
  return /^(?:role|user)\/./.test(resource) ? [`arn:aws:iam::${account}:${resource}`] : [];
}

/** Values under which Denies with these conditions do not apply; who calls is not for them to say. */
function escapes(conditions: readonly ConditionClause[]): RequestContext {
  const values = new Map<string, ContextValue>();
  for (const clause of conditions) {
    if (/^aws:principal(?!tag|org)|^aws:userid/.test(keyOf(clause))) continue;
    const isNegated = /Not|Null/.test(clause.operator);
    const isFlag = operatorOf(clause)?.row.family === 'Bool';
    const value = isNegated
      ? valueFor(turned(clause))
      : isFlag
        ? clause.values[0]?.value !== 'true'
        : null;
    if (value !== null) values.set(keyOf(clause), value);
  }
  return Object.fromEntries(values);
}
