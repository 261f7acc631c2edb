// A copy of a world in which a fix is made, the steps that it also needs included.
import type { CommandPatch, Fix, FixStep, PolicyPatch } from '../../explain/explanation.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { JsonObject, Policy } from '../../model/policy.ts';
import { readDocument } from '../../policy/document.ts';
import { policyFromValue } from '../../policy/from-value.ts';
import { quoted } from '../../syntax/quoted.ts';
import { present } from '../../world/present.ts';
import type { WorldRequest } from '../../world/request.ts';
import type { World } from '../../world/world.ts';
import { addDocument, newSlotOf } from './add-document.ts';
import { changedRequest } from './changed-request.ts';
import { type Asked, findParties } from './find-parties.ts';
import { mapPolicies } from './map-policies.ts';
import { patchedDocument } from './patched-document.ts';
import { layerOfType, type PolicyHolder, type PolicyPlace, policyPlaces } from './policy-places.ts';
import { isSameDocument, startOf } from './same-document.ts';
import type { WorldChange } from './world-change.ts';

/** A world after a fix, the request to ask of it, and what was changed. */
export interface PatchedWorld {
  readonly world: World;
  /** The request as the fix wants it sent; where the fix changes only policies, the one that was denied. */
  readonly ask: WorldRequest;
  readonly changes: readonly WorldChange[];
  /** The steps that have no place in the world; it is then changed by the others only. */
  readonly problems: readonly Diagnostic[];
}

/** Makes a fix in a copy of the world: a document changes for all who have it. Never throws. */
export function patchWorld(world: World, fix: Fix, about: Asked): PatchedWorld {
  let state: State = { world, ask: about.ask, changes: [], problems: [], origins: new Map() };
  for (const step of [fix, ...fix.alsoNeeds]) {
    const next = madeStep(state, step, about);
    state =
      'why' in next ? { ...state, problems: [...state.problems, unplaced(step, next)] } : next;
  }
  const { ask, changes, problems } = state;
  // What is remembered of keys and policies is remembered by identity: all of them are new.
  return { world: mapPolicies(state.world, (policy) => ({ ...policy })), ask, changes, problems };
}

interface State extends PatchedWorld {
  /** What each changed document was before the fix. */
  readonly origins: ReadonlyMap<Policy, Policy>;
}

/** Why a step has no place. */
interface Unplaced {
  readonly why: string;
}

function madeStep(state: State, { patch }: FixStep, { options }: Asked): State | Unplaced {
  const asked = { ask: state.ask, options };
  switch (patch?.op) {
    case 'change-request':
      return { ...state, ask: changedRequest(state.world, state.ask, patch) };
    case 'run-command':
      return withGrant(state, patch);
    case 'add-document':
      return withDocument(state, patch, asked);
    case 'add-statement':
    case 'replace-value':
      return withChange(state, patch, asked);
    case undefined:
      return { why: 'it does not say what to change' };
    default:
      return patch satisfies never;
  }
}

function withGrant(state: State, { key: arn, grant, text }: CommandPatch): State | Unplaced {
  const accounts = [...state.world.accounts.values()];
  const key = accounts.flatMap(({ keys }) => keys).find((entry) => entry.arn === arn);
  if (!key) return { why: `the world does not hold the key ${quoted(arn)}` };
  const taken = new Set(key.grants.map(({ GrantId }) => GrantId));
  const added = { GrantId: freeName('new', taken), KeyId: arn, ...grant };
  const changed = { ...key, grants: [...key.grants, added] };
  const swapped = accounts.map((account) => ({
    ...account,
    keys: account.keys.map((entry) => (entry === key ? changed : entry)),
  }));
  return {
    ...state,
    world: { ...state.world, accounts: new Map(swapped.map((account) => [account.id, account])) },
    changes: [...state.changes, { kind: 'grant', key, grant: added, command: text }],
  };
}

function withDocument(state: State, patch: PolicyPatch, asked: Asked): State | Unplaced {
  if (patch.type === 'session-policy') return withNewSessionPolicy(state, patch);
  const parties = findParties(state.world, asked);
  const slot = parties && newSlotOf(parties, patch);
  if (!slot) return { why: 'the world has no place for the new document' };
  const taken = new Set(
    slot.kind === 'identity' ? slot.entity.policies.map(({ name }) => name) : [],
  );
  const name = freeName(patch.policy, taken);
  const { policy } = policyFromValue(patch.value, { type: patch.type, name });
  if (!policy) return { why: 'its document is not valid' };
  return {
    ...state,
    world: addDocument(state.world, slot, policy),
    changes: [...state.changes, { kind: 'new-document', policy, slot }],
  };
}

/** The wanted name, or the first with a number that nobody has. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  return name;
}

function withChange(state: State, patch: PolicyPatch, asked: Asked): State | Unplaced {
  const parties = findParties(state.world, asked);
  const place = parties && placeOf(policyPlaces(parties), patch);
  if (!place) return { why: `the request meets no policy ${quoted(patch.policy)} in the world` };
  const { policy, holder, level } = place;
  if (holder.kind === 'request') return withSessionPolicy(state, holder, patch);
  const document = policy && patchedDocument(policy.document, patch);
  const after = document && readAgain(policy, document);
  if (!after) return { why: 'the changed document is not valid' };
  const originOf = (other: Policy) => state.origins.get(other) ?? other;
  const before = originOf(policy);
  const origins = new Map([...state.origins, [after, before]]);
  const world = mapPolicies(state.world, (other) => {
    if (other === policy) return after;
    if (!isSameDocument(originOf(other), before)) return other;
    const twin = readAgain(other, document) ?? other;
    origins.set(twin, originOf(other));
    return twin;
  });
  const others = state.changes.filter(
    (change) => !('before' in change) || change.before !== before,
  );
  const change = { kind: 'document', before, after, holder, level } as const;
  return { ...state, world, changes: [...others, change], origins };
}

/** The place that a patch speaks of: by name, then by file and place where names repeat. */
function placeOf(places: readonly PolicyPlace[], patch: PolicyPatch): PolicyPlace | undefined {
  const { type, level = 0, policy: name, file, at } = patch;
  const named = places.filter(
    (place) => place.layer === layerOfType[type] && place.level === level && place.name === name,
  );
  const inFile = named.filter(({ policy }) => policy?.file === file);
  const offset = at?.start.offset;
  const around = inFile.find(({ policy }) => {
    const [from, to] = [startOf(policy), policy?.statements.at(-1)?.span?.end.offset];
    return offset !== undefined && from !== undefined && from <= offset && offset <= (to ?? from);
  });
  return around ?? inFile[0] ?? named[0];
}

/** A document read as what the policy was; it stands where the policy stood. */
function readAgain(policy: Policy, document: JsonObject): Policy | undefined {
  const { name, type, file, arn } = policy;
  const { policy: read } = policyFromValue(document, { type, name, file });
  return read && { ...read, ...present({ arn }) };
}

type RequestHolder = Extract<PolicyHolder, { kind: 'request' }>;

/** A session policy of the request changes in the request. */
function withSessionPolicy(state: State, holder: RequestHolder, patch: PolicyPatch) {
  const { principal } = state.ask;
  const { policy } = readDocument(holder.document, { type: 'session-policy', name: patch.policy });
  const document = policy && patchedDocument(policy.document, patch);
  if (!document || typeof principal === 'string')
    return { why: 'the changed document is not valid' };
  const sessionPolicies = (principal.sessionPolicies ?? []).map((given, index) =>
    index === holder.index ? { name: patch.policy, document } : given,
  );
  return { ...state, ask: { ...state.ask, principal: { ...principal, sessionPolicies } } };
}

/** Whoever starts the session passes its policy. */
function withNewSessionPolicy(
  state: State,
  { policy: name, value }: PolicyPatch,
): State | Unplaced {
  const { principal } = state.ask;
  if (typeof value !== 'object' || value === null) return { why: 'its document is not valid' };
  const before = typeof principal === 'string' ? { arn: principal } : principal;
  const sessionPolicies = [...(before.sessionPolicies ?? []), { name, document: value }];
  return { ...state, ask: { ...state.ask, principal: { ...before, sessionPolicies } } };
}

function unplaced({ title }: FixStep, { why }: Unplaced): Diagnostic {
  return {
    code: 'fix-unplaced',
    severity: 'error',
    message: `the step "${title}" cannot be made in the world: ${why}`,
  };
}
