// Where rules try requests: one document with what surrounds it, decided by the engine. Nothing here guesses;
// a value that is not known is taken at both extremes, and an answer that differs is not certain.
import { findKmsAction } from '../catalog/kms-actions.ts';
import { partitionOf, partitions } from '../catalog/regions.ts';
import { compilePolicySet } from '../engine/compile.ts';
import type { CompiledPolicySet } from '../engine/compiled.ts';
import { decide } from '../engine/decide.ts';
import { RequestError } from '../engine/errors.ts';
import { trace } from '../engine/trace.ts';
import type { Decision } from '../model/decision.ts';
import type { Statement } from '../model/policy.ts';
import type { AccessRequestInput } from '../model/request.ts';
import type { Witness } from './finding.ts';
import { assumptionsOf, type IdentityPolicies, policiesFor } from './lab-policies.ts';
import { keyNamedIn, type Question, type QuestionOptions, questionsFor } from './questions.ts';
import type { KeyResource, LintDocument, LintScope } from './scope.ts';
import { kmsActionsIn, principalsOf, unknownsOf } from './statement-parts.ts';

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
  /** Whether a question is allowed, at one of the extremes of what is not known; never throws. */
  readonly mayBeAllowed: (document: LintDocument, question: Question) => boolean;
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
  const partitionsOf = new Map<LintDocument, string>();
  const partitionOfDocument = (document: LintDocument) => {
    const partition = partitionsOf.get(document) ?? partitionFor(document, scope);
    partitionsOf.set(document, partition);
    return partition;
  };
  const keyOf = ({ resource }: LintDocument) => (resource?.kind === 'key' ? resource : undefined);
  const keyArnOf = (document: LintDocument) => {
    const key = keyOf(document);
    const partition = partitionOfDocument(document);
    const usual = partitions.find(({ id }) => id === partition)?.regions[0] ?? usualRegion;
    const region = document.resource?.region ?? scope.region ?? usual;
    return `arn:${partition}:kms:${region}:${accountOf(document)}:key/${key?.keyId ?? usualKeyId}`;
  };
  const setFor = (
    document: LintDocument,
    identity: IdentityPolicies,
    unknown?: 'widest' | 'narrowest',
  ) => {
    const id = `${idOf(document)} ${identity} ${unknown}`;
    const known = compiled.get(id);
    if (known) return known;
    const set = compilePolicySet(policiesFor(document, identity, accountOf(document), scope), {
      ...(unknown === undefined ? {} : { unknown }),
    });
    compiled.set(id, set);
    return set;
  };
  const requestOf = (document: LintDocument, question: Question): AccessRequestInput => {
    const { principal, action, context, via, vpcEndpoint } = question;
    const partition = partitionOfDocument(document);
    return {
      principal: principalIn(partition, principal),
      action,
      resource:
        resourceIn(partition, question.resource) ?? (needsNoKey(action) ? '*' : keyArnOf(document)),
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
    mayBeAllowed: (document, question) => {
      const answer = tried(() => ask(document, question));
      return answer !== undefined && (answer.decision.verdict === 'allow' || !answer.certain);
    },
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
        decide: () => decide(setFor(document, identity), request),
      };
    },
    questionsFor(document, statement, options = {}) {
      const isOwn = ['key-policy', 'resource-policy', 'trust-policy'].includes(
        document.policy.type,
      );
      const resource = isOwn ? undefined : keyNamedIn(statement, keyArnOf(document));
      return questionsFor(statement, accountOf(document), {
        ...(resource === undefined ? {} : { resource }),
        ...options,
      });
    },
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
  const [, name = ''] = /^kms:(.*)$/i.exec(action) ?? [];
  return findKmsAction(name)?.resources.length === 0;
}

/** The partition of a document: that of its Region, else of the principals that it names. */
function partitionFor({ policy, resource }: LintDocument, scope: LintScope): string {
  const region = resource?.region ?? scope.region;
  if (region !== undefined) return partitionOf(region);
  const values = policy.statements.flatMap(principalsOf).map(({ value }) => value);
  const named = values.map((value) => /^arn:(aws[a-z-]*):/.exec(value)?.[1]);
  return named.find((partition) => partition !== undefined) ?? 'aws';
}

/** Rules make up ARNs of the usual partition; a document of another one is asked in its own. */
function resourceIn(partition: string, arn: string | undefined): string | undefined {
  return arn?.replace(/^arn:aws:/, `arn:${partition}:`);
}

function principalIn(partition: string, principal: Question['principal']): Question['principal'] {
  if (partition === 'aws') return principal;
  if (typeof principal === 'string') return resourceIn(partition, principal) ?? principal;
  const text = JSON.stringify(principal).replaceAll('"arn:aws:', `"arn:${partition}:`);
  return JSON.parse(text) as Question['principal'];
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
