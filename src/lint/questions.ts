// Questions that should meet a statement: its callers, its actions, and context under which its conditions hold.
import { parseArn } from '../model/arn.ts';
import type { PrincipalPattern, Statement } from '../model/policy.ts';
import type { ContextValue, PrincipalInput, RequestContext } from '../model/request.ts';
import { filled, valueFor } from './condition-samples.ts';
import { conditionsOf, kmsActionsIn, principalsOf } from './statement-parts.ts';

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
  readonly identity?: 'nothing' | 'everything';
}

/** A user of an account that nobody trusts. */
export const strangerAccount = '444455556666';
export const stranger = `arn:aws:iam::${strangerAccount}:user/stranger`;

/** How questions for a statement are made. */
export interface QuestionOptions {
  readonly principals?: readonly (string | PrincipalInput)[];
  readonly actions?: readonly string[];
  readonly context?: RequestContext;
  readonly limit?: number;
}

/** Questions that should meet a statement of a document of the account. */
export function questionsFor(
  statement: Statement,
  account: string,
  { principals, actions, context = {}, limit = 64 }: QuestionOptions,
): readonly Question[] {
  const callers = principals ?? callersOf(statement, account);
  const asked = actions ?? kmsActionsIn(statement).map((name) => `kms:${name}`);
  const values: Record<string, ContextValue> = {};
  for (const clause of conditionsOf(statement)) values[clause.key] = valueFor(clause);
  const questions: Question[] = [];
  for (const principal of callers) {
    for (const action of asked) {
      if (questions.length === limit) return questions;
      questions.push({ principal, action, ...routeOf({ ...values, ...context }) });
    }
  }
  return questions;
}

/** What AWS derives from the call is said as the call: the forwarding service, the endpoint. */
function routeOf(
  values: Readonly<Record<string, ContextValue>>,
): Omit<Question, 'principal' | 'action'> {
  const context: Record<string, ContextValue> = {};
  let via: string | undefined;
  let vpcEndpoint: string | undefined;
  for (const [key, value] of Object.entries(values)) {
    const lower = key.toLowerCase();
    const text = String(Array.isArray(value) ? value[0] : value);
    if (lower === 'kms:viaservice' && value !== null) via = text.split('.')[0];
    else if (lower === 'aws:sourcevpce' && value !== null) vpcEndpoint = text;
    else if (value !== null) context[key] = value;
  }
  return {
    context,
    ...(via === undefined ? {} : { via }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
  };
}

/** A caller for each entry of Principal; a user of the account where there is none. */
function callersOf(statement: Statement, account: string): readonly (string | PrincipalInput)[] {
  const own = `arn:aws:iam::${account}:user/alice`;
  const entries = principalsOf(statement);
  if (entries.length === 0) return [own];
  return entries.flatMap((entry) => callerOf(entry, own));
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
