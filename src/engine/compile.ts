// Compiles documents into a policy set: statements are numbered in the order in which denials are named
// (assumption explicit-deny-order), and each layer becomes a range of bits.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Policy } from '../model/policy.ts';
import type { Layer } from '../model/trace.ts';
import type { WantedType } from '../policy/detect.ts';
import { type DocumentInput, readDocument } from '../policy/document.ts';
import { readAction } from './action-profile.ts';
import { createCaller, principalKey } from './caller.ts';
import type {
  Call,
  CompiledGrant,
  CompiledPolicySet,
  CompiledStatement,
  Decisions,
  Slots,
} from './compiled.ts';
import { createSlots } from './context.ts';
import { createDecisions } from './decisions.ts';
import { PolicyError } from './errors.ts';
import { compileGrant } from './grants.ts';
import { rangeOf } from './layers.ts';
import { memo } from './memo.ts';
import { emptyCall } from './open-call.ts';
import { indexPatterns, type PatternIndex } from './pattern-index.ts';
import type { CompileOptions, GrantInput, PolicySetInput } from './policy-set.ts';
import { RESOURCE, readResource } from './resource-profile.ts';
import { type ReadyStatement, readyStatements, rememberedStatements } from './statement.ts';
import { emptyWords, removeFrom } from './words.ts';

/** How many callers, actions and resources a set remembers. */
const MEMORY = 4096;

/**
 * Compiles the policies that meet in a request. Throws PolicyError with every diagnostic when a document
 * is invalid; warnings are kept in `diagnostics`.
 */
export function compilePolicySet(
  input: PolicySetInput,
  options: CompileOptions = {},
): CompiledPolicySet {
  const { documents, diagnostics } = readDocuments(input);
  const slots = createSlots();
  const statements = documents.flatMap(({ layer, level, policy, isKept }) =>
    (isKept ? rememberedStatements : readyStatements)(policy).map(
      (ready): LayeredStatement => ({ layer, level, policy, ready }),
    ),
  );
  const compiled = statements.map((part, id) => compileStatement(id, part, slots, options));
  const grants = compileGrants(input.grants ?? [], compiled.length);
  const allow = (layer: Layer, level = 0) =>
    rangeOf(
      compiled,
      documents.some((document) => document.layer === layer && document.level === level),
      (statement) => statement.allows && statement.layer === layer && statement.level === level,
    );
  const scratch = {} as Call;
  const set: CompiledPolicySet = {
    input,
    options,
    policies: documents.map(({ policy }) => policy),
    diagnostics,
    statements: compiled,
    denies: rangeOf(compiled, true, (statement) => !statement.allows),
    allows: {
      serviceControl: (input.serviceControlPolicies ?? []).map((_, level) => allow('scp', level)),
      endpoint: allow('vpc-endpoint'),
      resource: allow('resource'),
      identity: allow('identity'),
      boundary: allow('boundary'),
      session: allow('session'),
    },
    grants,
    slots,
    ...profiles(compiled, input),
    decisions: decisionsOf(compiled, grants.length, () => grants),
    scratch,
  };
  Object.assign(scratch, emptyCall(set));
  return set;
}

/**
 * The set with other grants. Its statements stay compiled, and the grants wait for the first call that no
 * statement allows: a key may have 50,000 of them. The list may grow afterwards; the set keeps to what it was.
 */
export function withGrants(
  set: CompiledPolicySet,
  grants: readonly GrantInput[],
): CompiledPolicySet {
  const { statements } = set;
  const count = grants.length;
  let compiled: readonly CompiledGrant[] | undefined;
  const made = () => {
    compiled ??= compileGrants(grants.slice(0, count), statements.length);
    return compiled;
  };
  const scratch = {} as Call;
  const changed: CompiledPolicySet = {
    ...set,
    input: {
      ...set.input,
      get grants() {
        return made().map(({ grant }) => grant);
      },
    },
    get grants() {
      return made();
    },
    decisions: decisionsOf(statements, count, made),
    scratch,
  };
  Object.assign(scratch, emptyCall(changed));
  return changed;
}

function compileGrants(grants: readonly GrantInput[], firstId: number): readonly CompiledGrant[] {
  return grants.map((grant, index) => compileGrant(grant, firstId + index));
}

function decisionsOf(
  statements: readonly CompiledStatement[],
  count: number,
  grants: () => readonly CompiledGrant[],
): Decisions {
  const first = statements.length;
  return createDecisions(
    first + count,
    (id) => (id < first ? statements[id]! : grants()[id - first]!).source,
  );
}

/** A document in its layer. */
interface LayeredDocument {
  readonly layer: Layer;
  readonly level: number;
  readonly policy: Policy;
  /** Whether it came as a Policy, which may come again for another set. */
  readonly isKept: boolean;
}

/** One of its statements. */
interface LayeredStatement extends Omit<LayeredDocument, 'isKept'> {
  readonly ready: ReadyStatement;
}

function readDocuments(input: PolicySetInput) {
  const documents: LayeredDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const read = (
    layer: Layer,
    level: number,
    type: WantedType,
    name: string,
    document?: DocumentInput,
  ) => {
    if (document === undefined) return;
    const { policy, diagnostics: found } = readDocument(document, { type, name });
    diagnostics.push(...found);
    if (policy === undefined) return;
    const isKept = policy === document || policy === (document as { document?: unknown }).document;
    documents.push({ layer, level, policy, isKept });
  };
  const levels = (
    layer: Layer,
    type: WantedType,
    name: string,
    list: PolicySetInput['serviceControlPolicies'],
  ) =>
    list?.forEach((level, at) => {
      level.forEach((document, index) => {
        read(layer, at, type, `${name}[${at}][${index}]`, document);
      });
    });
  const list = (
    layer: Layer,
    type: WantedType,
    name: string,
    all: readonly DocumentInput[] | undefined,
  ) =>
    all?.forEach((document, index) => {
      read(layer, 0, type, `${name}[${index}]`, document);
    });
  levels(
    'rcp',
    'resource-control-policy',
    'resourceControlPolicies',
    input.resourceControlPolicies,
  );
  levels('scp', 'service-control-policy', 'serviceControlPolicies', input.serviceControlPolicies);
  read('vpc-endpoint', 0, 'vpc-endpoint-policy', 'vpcEndpointPolicy', input.vpcEndpointPolicy);
  read('boundary', 0, 'permissions-boundary', 'permissionsBoundary', input.permissionsBoundary);
  list('session', 'session-policy', 'sessionPolicies', input.sessionPolicies);
  read('resource', 0, 'any-resource-policy', 'resourcePolicy', input.resourcePolicy);
  list('identity', 'identity-policy', 'identityPolicies', input.identityPolicies);
  if (diagnostics.some(({ severity }) => severity === 'error')) throw new PolicyError(diagnostics);
  return { documents, diagnostics };
}

function compileStatement(
  id: number,
  { layer, level, policy, ready }: LayeredStatement,
  slots: Slots,
  options: CompileOptions,
): CompiledStatement {
  const { statement, source, allows, principal, action, hasUnknown } = ready;
  // An unknown clause of an Allow at its widest holds; of a Deny at its widest it does not.
  const unknownHolds = allows === (options.unknown === 'widest');
  // A trust policy has no Resource: it means its role.
  const isComplete =
    action !== undefined &&
    (ready.resource !== undefined || layer === 'resource') &&
    (principal !== undefined || !namesPrincipals(layer));
  return {
    id,
    layer,
    level,
    allows,
    policy,
    statement,
    source,
    principal,
    action,
    resource: ready.resource?.(slots),
    conditions: ready.conditions.map((condition) => condition(slots)),
    hasEffect: isComplete && (unknownHolds || !hasUnknown),
    traces: [],
  };
}

function namesPrincipals(layer: Layer): boolean {
  return layer === 'resource' || layer === 'vpc-endpoint' || layer === 'rcp';
}

function profiles(statements: readonly CompiledStatement[], input: PolicySetInput) {
  const words = (index: PatternIndex, text: string) => {
    const found = emptyWords(statements.length);
    index(text, found);
    return found;
  };
  const actions = indexPatterns(statements, ({ action }) => action);
  const resources = indexPatterns(statements, ({ resource }) => resource);
  const implied = statements
    .filter(({ layer, resource }) => layer === 'resource' && resource === undefined)
    .map(({ id }) => id);
  const bounded = input.permissionsBoundary !== undefined;
  const byName = memo(MEMORY, (principal: string) => createCaller(principal, statements, bounded));
  const byFields = memo(MEMORY, (key: string) =>
    createCaller(JSON.parse(key), statements, bounded),
  );
  return {
    callerOf: (principal: Parameters<CompiledPolicySet['callerOf']>[0]) =>
      typeof principal === 'string' ? byName(principal) : byFields(principalKey(principal)),
    actionOf: memo(MEMORY, (action: string) =>
      readAction(action, (lower) => words(actions, lower)),
    ),
    resourceOf: memo(MEMORY, (resource: string) => {
      const profile = readResource(resource, (text) => words(resources, text));
      // In a key policy a statement without Resource is accepted and has no effect.
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
      if (profile.kind === RESOURCE.key) {
        for (const id of implied) removeFrom(profile.words, id);
      }
      return profile;
    }),
  };
}
