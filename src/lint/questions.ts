// Questions that should meet a statement: its callers, its actions, and context under which its conditions hold.
import { actionsWithKey, findConditionKey } from '../catalog/condition-keys.ts';
import { findKmsAction } from '../catalog/kms-actions.ts';
import { parseArn } from '../model/arn.ts';
import type { PrincipalPattern, Statement } from '../model/policy.ts';
import type { ContextValue, PrincipalInput, RequestContext } from '../model/request.ts';
import { filled, valueFor } from './condition-samples.ts';
import type { IdentityPolicies } from './lab-policies.ts';
import { conditionsOf, kmsActionsIn, principalsOf, resourcePatternsOf } from './statement-parts.ts';

/** What a rule asks of a document. */
export interface Question {
  readonly principal: string | PrincipalInput;
  /** `kms:Decrypt`. */
  readonly action: string;
  /** The key's ARN when absent. */
  readonly resource?: string;
  readonly context?: RequestContext;
  readonly via?: string;
  readonly vpcEndpoint?: string;
  /**
   * What the caller's own identity policies are taken to say; `everything` shows what the document itself
   * lets through. For identity policies the document itself is one, and the key is taken to delegate.
   */
  readonly identity?: IdentityPolicies;
}

/** A user of an account that nobody trusts. */
export const strangerAccount = '444455556666';
export const stranger = `arn:aws:iam::${strangerAccount}:user/stranger`;

/** How questions for a statement are made. */
export interface QuestionOptions {
  readonly principals?: readonly (string | PrincipalInput)[];
  readonly actions?: readonly string[];
  readonly context?: RequestContext;
  readonly resource?: string;
  readonly limit?: number;
}

/** Questions that should meet a statement of a document of the account. */
export function questionsFor(
  statement: Statement,
  account: string,
  { principals, actions, context = {}, resource, limit = 64 }: QuestionOptions,
): readonly Question[] {
  const callers = principals ?? callersOf(statement, account);
  const asked = actions ?? kmsActionsIn(statement).map((name) => `kms:${name}`);
  const values = contextFor(statement, context);
  const questions: Question[] = [];
  for (const principal of callers) {
    for (const action of asked) {
      if (questions.length === limit) return questions;
      const route = routeOf(principal, carriedBy(action, { ...values, ...context }));
      questions.push({ action, ...route, ...(resource === undefined ? {} : { resource }) });
    }
  }
  return questions;
}

/** What requests for an action can carry: a key that belongs to other actions is never in them. */
function carriedBy(
  action: string,
  values: Readonly<Record<string, ContextValue>>,
): Readonly<Record<string, ContextValue>> {
  const name = action.replace(/^kms:/i, '');
  if (!findKmsAction(name)) return values;
  return Object.fromEntries(
    Object.entries(values).filter(([written]) => {
      const key = findConditionKey(written);
      const carriers = key ? actionsWithKey(key) : [];
      return carriers.length === 0 || carriers.includes(name);
    }),
  );
}

/** A key that a statement of a policy without principals names; undefined where it speaks of all. */
export function keyNamedIn(statement: Statement, usual: string): string | undefined {
  const named = resourcePatternsOf(statement).find(({ value }) => value.includes(':key/'));
  const arn = named && parseArn(named.value);
  if (!arn) return undefined;
  const [, , , region = '', account = '', id = ''] = usual.split(':');
  const part = (written: string, wanted: string) => (/[*?$]/.test(written) ? wanted : written);
  const keyId = part(arn.resource, /^key\/[*?]*$/.test(arn.resource) ? id : filled(arn.resource));
  return `arn:aws:kms:${part(arn.region, region)}:${part(arn.account, account)}:${keyId}`;
}

// What follows from the caller or the resource is never claimed: a stranger who says that he is of the account
// would prove nothing.
const derived =
  /^(?:kms:calleraccount|aws:(?:principal(?:arn|account|type|isawsservice|servicename|servicenameslist)|userid|username|source(?:arn|account|orgid|orgpaths)|viaawsservice|calledvia(?:first|last)?|requestedregion|resource(?:account|orgid|orgpaths)))$/;
const organization = /^aws:principalorg(?:id|paths)$/;

/** A value for each key of the conditions, `given` first; keys that differ by case are one. */
function contextFor(statement: Statement, given: RequestContext): Record<string, ContextValue> {
  const values = new Map<string, readonly [string, ContextValue]>();
  for (const clause of conditionsOf(statement)) {
    const lower = clause.key.toLowerCase();
    const value = valueFor(clause);
    // Of two conditions on a key, the one that wants a value of its own says which.
    const weak = value === null || clause.operator === 'Null';
    if (!weak || (values.get(lower)?.[1] ?? null) === null) values.set(lower, [clause.key, value]);
  }
  for (const [key, value] of Object.entries(given)) values.set(key.toLowerCase(), [key, value]);
  return Object.fromEntries(values.values());
}

/** What AWS derives from the call is said as the call: the forwarding service, the endpoint, the source. */
function routeOf(
  principal: string | PrincipalInput,
  values: Readonly<Record<string, ContextValue>>,
): Omit<Question, 'action'> {
  const context: Record<string, ContextValue> = {};
  let via: string | undefined;
  let vpcEndpoint: string | undefined;
  for (const [key, value] of Object.entries(values)) {
    const lower = key.toLowerCase();
    const text = String(Array.isArray(value) ? value[0] : value);
    if (value === null) continue;
    if (lower === 'kms:viaservice' || lower.startsWith('aws:calledvia')) via = text.split('.')[0];
    else if (lower === 'kms:grantisforawsresource' || lower === 'aws:viaawsservice') {
      if (text === 'true') via ??= 'ec2';
    } else if (lower === 'aws:sourcevpce') vpcEndpoint = text;
    else if (derived.test(lower)) continue;
    else if (organization.test(lower) && principal === stranger) continue;
    else context[key] = value;
  }
  return {
    principal: withSource(principal, values),
    context,
    ...(via === undefined ? {} : { via }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
  };
}

/** A service calls on behalf of the source that a condition wants; people have none. */
function withSource(
  principal: string | PrincipalInput,
  values: Readonly<Record<string, ContextValue>>,
): string | PrincipalInput {
  if (typeof principal === 'string' || !('service' in principal)) return principal;
  const given = (wanted: string) =>
    Object.entries(values).find(([key]) => key.toLowerCase() === wanted)?.[1];
  const [arn, account] = [given('aws:sourcearn'), given('aws:sourceaccount')];
  return {
    ...principal,
    ...(typeof arn === 'string' ? { sourceArn: arn } : {}),
    ...(typeof account === 'string' ? { sourceAccount: account } : {}),
  };
}

/** A caller for each entry of Principal; a user of the account where there is none. */
function callersOf(statement: Statement, account: string): readonly (string | PrincipalInput)[] {
  const own = `arn:aws:iam::${account}:user/alice`;
  const entries = principalsOf(statement);
  if (entries.length === 0) return [own];
  const callers = entries.flatMap((entry) => callerOf(entry, own));
  return [...new Set([...callers, ...entries.flatMap((entry) => boundCallers(entry, statement))])];
}

/** Those whom a condition picks out of everyone, or out of an account. */
function boundCallers({ kind, account }: PrincipalPattern, statement: Statement): string[] {
  if (kind !== 'everyone' && kind !== 'account') return [];
  return conditionsOf(statement)
    .filter(({ key, operator }) => /^aws:principalarn$/i.test(key) && !operator.includes('Not'))
    .flatMap(({ values }) => values.map(({ value }) => filled(value)))
    .filter((value) => isCaller(value) && (account === undefined || value.includes(account)));
}

/** Whether a text is the ARN of somebody who can ask: a user, a role or a root. */
export function isCaller(text: string): boolean {
  return /^arn:[a-z-]+:iam::\d{12}:(?:root$|user\/.|role\/.)/.test(text);
}

/** Somebody whom an entry of a Principal element names. */
export function callerOf(
  { kind, value, account }: PrincipalPattern,
  own: string,
): readonly (string | PrincipalInput)[] {
  switch (kind) {
    case 'everyone':
      return [own, stranger];
    case 'account':
      return [`arn:aws:iam::${account}:user/alice`];
    case 'user':
    case 'role':
    case 'session':
      return parseArn(value) ? [filled(value)] : [];
    case 'federated-user':
      return parseArn(value) ? [{ federatedUser: value, user: own }] : [];
    case 'service':
      return [{ service: value }];
    case 'unique-id':
    case 'federated':
    case 'canonical-user':
      return [];
    default:
      return kind satisfies never;
  }
}
