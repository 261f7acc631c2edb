// Opens a request: reads its principal, action and resource, and fills in its context.
import type { AccessRequestInput } from '../model/request.ts';
import type { Call, CompiledPolicySet } from './compiled.ts';
import { fillContext, valueAt } from './context.ts';
import { refuse } from './errors.ts';
import { RESOURCE, refuseKind } from './resource-profile.ts';

/** The most grant tokens that a request may bring. https://docs.aws.amazon.com/kms/latest/developerguide/grant-use.html */
const GRANT_TOKENS = 10;

/** A call of a set, to be filled by `openCall` before anything else reads it. */
export function emptyCall(policies: CompiledPolicySet): Call {
  return {
    policies,
    values: [],
    resourceAccount: undefined,
    crossAccount: false,
    throughEndpoint: false,
    underRcps: false,
    underResourcePolicy: false,
    assumed: 0,
  } as Partial<Call> as Call;
}

/** Fills a call with a request; refuses one that cannot be meant. */
export function openCall(call: Call, request: AccessRequestInput): Call {
  const { policies } = call;
  const action = policies.actionOf(request.action);
  const resource = policies.resourceOf(request.resource);
  const caller = policies.callerOf(request.principal);
  if ((action.resources & resource.kind) === 0) refuseKind(action.name, action.resources, resource);
  if (request.grantTokens !== undefined && request.grantTokens.length > GRANT_TOKENS) {
    refuse(
      'grant-tokens',
      `the request brings ${request.grantTokens.length} grant tokens, but AWS KMS takes at most ${GRANT_TOKENS}`,
    );
  }
  const owner = policies.input.resourceAccount ?? resource.account;
  const { account } = caller.principal;
  call.request = request;
  call.action = action;
  call.resource = resource;
  call.caller = caller;
  call.resourceAccount = owner;
  call.crossAccount = owner !== undefined && account !== undefined && owner !== account;
  call.assumed = 0;
  fillContext(call, policies.slots, request.context);
  call.throughEndpoint =
    policies.allows.endpoint.present &&
    request.via === undefined &&
    valueAt(call, policies.slots.sourceVpce) !== undefined;
  // https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
  call.underResourcePolicy =
    action.kms === undefined ||
    (action.kms.effective === 'key-policy' && resource.kind === RESOURCE.key);
  call.underRcps = resource.kind !== RESOURCE.none && action.name !== 'kms:RetireGrant';
  return call;
}
