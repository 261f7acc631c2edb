// Where rules try requests: one document with what surrounds it, decided by the engine. Nothing here guesses;
// a value that is not known is taken at both extremes, and an answer that differs is not certain.
import { kmsActions } from '../catalog/kms-actions.ts';
import { compilePolicySet } from '../engine/compile.ts';
import type { CompiledPolicySet } from '../engine/compiled.ts';
import { decide } from '../engine/decide.ts';
import { RequestError } from '../engine/errors.ts';
import type { PolicySetInput } from '../engine/policy-set.ts';
import { trace } from '../engine/trace.ts';
import { parseArn } from '../model/arn.ts';
import type { Decision } from '../model/decision.ts';
import type { PrincipalPattern, Statement } from '../model/policy.ts';
import type {
  AccessRequestInput,
  ContextValue,
  PrincipalInput,
  RequestContext,
} from '../model/request.ts';
import { filled, valueFor } from './condition-samples.ts';
import type { Witness } from './finding.ts';
import type { KeyResource, LintDocument, LintScope } from './scope.ts';
import { conditionsOf, kmsActionsIn, principalsOf, unknownsOf } from './statement-parts.ts';

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

/** An answer. `certain` is false when it hangs on values that are not known. */
export interface Answer {
  readonly decision: Decision;
  readonly certain: boolean;
  readonly request: AccessRequestInput;
}

/** The tools of rules. */
export interface Lab {
  readonly scope: LintScope;
  /** The account that a document belongs to; made up where nothing says it. */
  readonly accountOf: (document: LintDocument) => string;
  /** The ARN of the key of a key policy, or of a key in the document's account. */
  readonly keyArnOf: (document: LintDocument) => string;
  /** The key of a key policy, where the file describes it. */
  readonly keyOf: (document: LintDocument) => KeyResource | undefined;
  readonly ask: (document: LintDocument, question: Question) => Answer;
  /** A question as a witness of a finding; undefined when it does not come to `verdict`, or not for certain. */
  readonly witness: (
    document: LintDocument,
    question: Question,
    verdict: Decision['verdict'],
    sentence: string,
  ) => Witness | undefined;
  /**
   * Questions that should meet a statement: each of its callers (or `principals`), its KMS actions (or
   * `actions`), and context under which its conditions hold. At most `limit`.
   */
  readonly questionsFor: (
    document: LintDocument,
    statement: Statement,
    options?: QuestionOptions,
  ) => readonly Question[];
  /** Whether every clause of a statement holds for a question. */
  readonly meets: (document: LintDocument, statement: Statement, question: Question) => boolean;
  /** What the clauses of a statement, or of the whole document, depend on. */
  readonly unknownsOf: (document: LintDocument, statement?: Statement) => readonly string[];
}

/** How questions for a statement are made. */
export interface QuestionOptions {
  readonly principals?: readonly (string | PrincipalInput)[];
  readonly actions?: readonly string[];
  readonly context?: RequestContext;
  readonly limit?: number;
}

/** A user of an account that nobody trusts. */
export const strangerAccount = '444455556666';
export const stranger = `arn:aws:iam::${strangerAccount}:user/stranger`;

const usualAccount = '111122223333';
const usualRegion = 'us-east-1';
const usualKeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** A lab for everything that is linted together. */
export function createLab(scope: LintScope): Lab {
  const compiled = new Map<string, CompiledPolicySet>();
  const ids = new Map<LintDocument, number>();
  const idOf = (document: LintDocument) => {
    const id = ids.get(document) ?? ids.size;
    ids.set(document, id);
    return id;
  };
  const accounts = new Map<LintDocument, string>();
  const accountOf = (document: LintDocument) => {
    const account = accounts.get(document) ?? homeOf(document, scope);
    accounts.set(document, account);
    return account;
  };
  const keyOf = ({ resource }: LintDocument) => (resource?.kind === 'key' ? resource : undefined);
  const keyArnOf = (document: LintDocument) => {
    const key = keyOf(document);
    const region = document.resource?.region ?? scope.region ?? usualRegion;
    return `arn:aws:kms:${region}:${accountOf(document)}:key/${key?.keyId ?? usualKeyId}`;
  };
  const setFor = (
    document: LintDocument,
    identity: 'nothing' | 'everything',
    unknown: 'widest' | 'narrowest',
  ) => {
    const id = `${idOf(document)} ${identity} ${unknown}`;
    const known = compiled.get(id);
    if (known) return known;
    const set = compilePolicySet(inputFor(document, identity, accountOf(document), scope), {
      unknown,
    });
    compiled.set(id, set);
    return set;
  };
  const requestOf = (document: LintDocument, question: Question): AccessRequestInput => {
    const { principal, action, context, via, vpcEndpoint } = question;
    return {
      principal,
      action,
      resource: question.resource ?? (needsNoKey(action) ? '*' : keyArnOf(document)),
      ...(context === undefined ? {} : { context }),
      ...(via === undefined ? {} : { via }),
      ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
    };
  };
  const ask = (document: LintDocument, question: Question): Answer => {
    const request = requestOf(document, question);
    const { identity = 'nothing' } = question;
    const decision = decide(setFor(document, identity, 'narrowest'), request);
    const other = decide(setFor(document, identity, 'widest'), request);
    return { decision, certain: decision.verdict === other.verdict, request };
  };
  return {
    scope,
    accountOf,
    keyArnOf,
    keyOf,
    ask,
    witness(document, question, verdict, sentence) {
      const answer = tried(() => ask(document, question));
      if (answer?.decision.verdict !== verdict || !answer.certain) return undefined;
      const { request, decision } = answer;
      const { identity = 'nothing' } = question;
      return {
        sentence,
        request,
        verdict,
        reason: decision.reason,
        assuming: assumptionsOf(document, identity),
        decide: () =>
          decide(
            compilePolicySet(inputFor(document, identity, accountOf(document), scope)),
            request,
          ),
      };
    },
    questionsFor: (document, statement, options = {}) =>
      questionsFor(statement, accountOf(document), options),
    meets(document, statement, question) {
      const set = setFor(document, question.identity ?? 'nothing', 'widest');
      const traced = tried(() => trace(set, requestOf(document, question)));
      return (
        traced?.statements.some(
          ({ source, clauses }) =>
            source.policy === document.policy.name &&
            source.statement === statement.index &&
            clauses.every(({ holds }) => holds),
        ) ?? false
      );
    },
    unknownsOf: ({ policy }, statement) => [
      ...new Set(statement ? unknownsOf(statement) : policy.statements.flatMap(unknownsOf)),
    ],
  };
}

/** A request that cannot be meant (a made-up principal of an odd kind, say) proves nothing. */
function tried<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

function needsNoKey(action: string): boolean {
  const row = kmsActions.find(({ name }) => `kms:${name}`.toLowerCase() === action.toLowerCase());
  return row?.resources.length === 0;
}

/** The account that the resource or the scope names; else the one that the policy gives most to. */
function homeOf({ policy, resource }: LintDocument, scope: LintScope): string {
  const said = resource?.account ?? scope.account;
  if (said !== undefined) return said;
  const weights = new Map<string, number>();
  for (const statement of policy.statements) {
    const actions = kmsActionsIn(statement).length;
    for (const { kind, account } of principalsOf(statement)) {
      if (account === undefined || statement.effect === 'Deny') continue;
      // Whoever gets everything by the account itself owns the key; others may be guests.
      const weight = kind === 'account' ? 1000 * actions : actions;
      weights.set(account, Math.max(weights.get(account) ?? 0, weight));
    }
  }
  const [most] = [...weights].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? usualAccount;
}

const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** A document in the layer that it belongs to, with the others as open as they can be. */
function inputFor(
  { policy }: LintDocument,
  identity: 'nothing' | 'everything',
  account: string,
  scope: LintScope,
): PolicySetInput {
  const home = scope.world?.accounts.get(account)?.organization;
  const guardrails = {
    serviceControlPolicies: home && !home.management ? home.scps : [],
    resourceControlPolicies: home && !home.management ? home.rcps : [],
  };
  const open = { document: everything, name: 'assumed: everything' };
  const identityPolicies = identity === 'everything' ? [open] : [];
  const delegating = {
    name: 'assumed: key policy',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
  };
  const base = { resourceAccount: account, ...guardrails };
  switch (policy.type) {
    case 'key-policy':
    case 'resource-policy':
    case 'trust-policy':
      return { ...base, resourcePolicy: policy, identityPolicies };
    case 'identity-policy':
      return {
        ...base,
        resourcePolicy: delegating,
        identityPolicies: [policy, ...identityPolicies],
      };
    case 'permissions-boundary':
      return {
        ...base,
        resourcePolicy: delegating,
        identityPolicies: [open],
        permissionsBoundary: policy,
      };
    case 'session-policy':
      return {
        ...base,
        resourcePolicy: delegating,
        identityPolicies: [open],
        sessionPolicies: [policy],
      };
    case 'service-control-policy':
      return {
        ...base,
        resourcePolicy: delegating,
        identityPolicies: [open],
        serviceControlPolicies: [[policy]],
      };
    case 'resource-control-policy':
      return {
        ...base,
        resourcePolicy: delegating,
        identityPolicies: [open],
        resourceControlPolicies: [[policy]],
      };
    case 'vpc-endpoint-policy':
      return {
        ...base,
        resourcePolicy: delegating,
        identityPolicies: [open],
        vpcEndpointPolicy: policy,
      };
    default:
      return policy.type satisfies never;
  }
}

function assumptionsOf(
  { policy }: LintDocument,
  identity: 'nothing' | 'everything',
): readonly string[] {
  const resource = ['key-policy', 'resource-policy', 'trust-policy'].includes(policy.type);
  if (resource)
    return identity === 'everything' ? ['an identity policy that allows everything'] : [];
  const delegation = 'a key policy that delegates to the account';
  if (policy.type === 'identity-policy') return [delegation];
  return [delegation, 'an identity policy that allows everything'];
}

function questionsFor(
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
