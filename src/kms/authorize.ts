// Decides the accesses that a call needs. Every decision can be explained, and asked again after a change.
import type { CompiledPolicySet } from '../engine/compiled.ts';
import { decide } from '../engine/decide.ts';
import { memo } from '../engine/memo.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Decision } from '../model/decision.ts';
import type { AccessRequestInput } from '../model/request.ts';
import type { FoundCaller } from '../world/find-caller.ts';
import type { WorldRequest } from '../world/request.ts';
import { resolveCall } from '../world/resolve-call.ts';
import type { Target } from '../world/resolve-target.ts';
import type { Account, Key, VpcEndpoint, World } from '../world/world.ts';
import type { Access } from './access.ts';
import type { SimulateRequest } from './simulate-request.ts';
import { SimulationError } from './unresolved.ts';

/** One decision of a call, and all that an explanation of it needs. */
export interface AccessDecision {
  /** `kms:Decrypt`. */
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
  readonly policies: CompiledPolicySet;
  /** The request with the context keys that the policies read: it is decided as the whole one is. */
  readonly decidable: AccessRequestInput;
  /** The request with its whole context, for an explanation. */
  readonly whole: () => AccessRequestInput;
  readonly namedBy: 'ciphertext' | undefined;
  /** The key as its policies were read; absent for other resources. */
  readonly seen?: Key | undefined;
  /** Whether it is about a key that the call would make. */
  readonly newKey: boolean;
  readonly notes: readonly string[];
}

/** What is the same for every access of a call. */
export interface Asking {
  readonly world: World;
  readonly request: SimulateRequest;
  readonly caller: FoundCaller;
  readonly endpoint: VpcEndpoint | undefined;
  readonly region: string;
  readonly clock: Date;
}

/** Decides one access. Throws a SimulationError where the world does not hold what it takes. */
export function authorize(
  asking: Asking,
  access: Access,
  grantTokens: readonly string[] | undefined = undefined,
): AccessDecision {
  const { world, caller, endpoint, clock } = asking;
  const { conditionKeys: parameters = noParameters, resource, namedBy, keyToBe } = access;
  const action = withPrefix(access.action);
  const target = targetOf(asking, access);
  const parties = { caller, target, parameters, endpoint };
  const ask = askOf(asking.request, action, access.grantTokens ?? grantTokens, access.grantId);
  const call = resolveCall(world, ask, { clock }, parties);
  if (call.kind !== 'resolved') throw new SimulationError(call);
  const { policies, decidable, whole, notes } = call;
  const decision = decide(policies, decidable);
  const newKey = keyToBe !== undefined;
  const seen = target.key;
  return { action, resource, decision, policies, decidable, whole, namedBy, seen, newKey, notes };
}

/** One text for each action: what is looked up by a text that is made anew has it hashed each time. */
const withPrefix = memo(200, (action: string) => `kms:${action}`);

const noParameters = Object.freeze({});

/** The question behind a call. */
function askOf(
  { principal, context, via, vpcEndpoint, override }: SimulateRequest,
  action: string,
  grantTokens: readonly string[] | undefined,
  grantId: string | undefined,
): WorldRequest {
  return {
    principal,
    action,
    context,
    via,
    vpcEndpoint,
    override,
    grantTokens,
    grantId,
  };
}

/** The explanation of a decision, with what AWS KMS would say. */
export function explainAccess({ policies, whole, namedBy, newKey }: AccessDecision): Explanation {
  const named = namedBy === undefined ? {} : { named: namedBy };
  return explain(policies, whole(), { ...named, newKey });
}

function targetOf({ world, caller, region }: Asking, access: Access): Target {
  const { resource, alias } = access;
  const view = viewOf(access);
  const owner: Account | undefined = view ? world.accounts.get(view.account) : caller.account;
  return {
    resource,
    region: view?.region ?? access.region ?? region,
    account: resource === '*' ? undefined : owner,
    key: view,
    alias,
  };
}

/** Of a key with thousands of grants only the one that the call is about is looked at. */
function viewOf({ key, keyToBe, grantId }: Access): Key | undefined {
  if (!key || grantId === undefined) return key?.view ?? keyToBe;
  const grants = key.view.grants.filter(({ GrantId }) => GrantId === grantId);
  return { ...key.view, grants };
}
