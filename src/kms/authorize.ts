// Decides the accesses that a call needs. Every decision can be explained, and asked again after a change.
import type { CompiledPolicySet } from '../engine/compiled.ts';
import { decide } from '../engine/decide.ts';
import { type ExplainOptions, explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Decision } from '../model/decision.ts';
import type { AccessRequestInput } from '../model/request.ts';
import type { FoundCaller } from '../world/find-caller.ts';
import type { WorldRequest } from '../world/request.ts';
import { resolveParties } from '../world/resolve.ts';
import type { Target } from '../world/resolve-target.ts';
import type { Account, Key, VpcEndpoint, World } from '../world/world.ts';
import type { Access } from './access.ts';
import { SimulationError } from './unresolved.ts';

/** One decision of a call, and all that an explanation of it needs. */
export interface AccessDecision {
  /** `kms:Decrypt`. */
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
  readonly policies: CompiledPolicySet;
  readonly request: AccessRequestInput;
  readonly options: ExplainOptions;
  readonly notes: readonly string[];
}

/** What is the same for every access of a call. */
export interface Asking {
  readonly world: World;
  readonly ask: WorldRequest;
  readonly caller: FoundCaller;
  readonly endpoint: VpcEndpoint | undefined;
  readonly region: string;
  readonly clock: Date;
  readonly grantTokens: readonly string[] | undefined;
}

/** Decides one access. Throws a SimulationError where the world does not hold what it takes. */
export function authorize(asking: Asking, access: Access): AccessDecision {
  const { world, caller, endpoint, clock } = asking;
  const { grantTokens = asking.grantTokens } = access;
  const action = `kms:${access.action}`;
  const parties = {
    caller,
    target: targetOf(asking, access),
    ...(endpoint ? { endpoint } : {}),
    ...(access.conditionKeys ? { parameters: access.conditionKeys } : {}),
  };
  const ask: WorldRequest = {
    ...asking.ask,
    action,
    ...(grantTokens ? { grantTokens } : {}),
    ...(access.grantId === undefined ? {} : { grantId: access.grantId }),
  };
  const resolution = resolveParties(world, ask, { clock }, parties);
  if (resolution.kind !== 'resolved') throw new SimulationError(resolution);
  const { policies, request, notes } = resolution;
  const decision = decide(policies, request);
  const options = access.namedBy ? { named: access.namedBy } : {};
  return { action, resource: access.resource, decision, policies, request, options, notes };
}

/** The explanation of a decision, with what AWS KMS would say. */
export function explainAccess({ policies, request, options }: AccessDecision): Explanation {
  return explain(policies, request, options);
}

function targetOf({ world, caller, region }: Asking, access: Access): Target {
  const { resource, alias } = access;
  const view = viewOf(access);
  const owner: Account | undefined = view ? world.accounts.get(view.account) : caller.account;
  return {
    resource,
    region: view?.region ?? access.region ?? region,
    ...(owner && resource !== '*' ? { account: owner } : {}),
    ...(view ? { key: view } : {}),
    ...(alias === undefined ? {} : { alias }),
  };
}

/** Of a key with thousands of grants only the one that the call is about is looked at. */
function viewOf({ key, keyToBe, grantId }: Access): Key | undefined {
  if (!key || grantId === undefined) return key?.view ?? keyToBe;
  const grants = key.view.grants.filter(({ GrantId }) => GrantId === grantId);
  return { ...key.view, grants };
}
