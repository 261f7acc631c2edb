// Decides what a call of STS needs: the trust policy and the caller's policies, by the engine.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
import { decide } from '../engine/decide.ts';
import { explain } from '../explain/explain.ts';
import type { RequestContext } from '../model/request.ts';
import type { CallerInput } from '../world/caller-name.ts';
import { resolveRequest } from '../world/resolve.ts';
import { denied, type StsCall, type StsResult } from './sts-call.ts';

/** Decides actions on one resource, in order; the first denial is the answer. */
export function authorizeSts(
  call: StsCall,
  actions: readonly string[],
  resource: string,
  context: RequestContext,
  caller: CallerInput = call.caller,
): StsResult | undefined {
  for (const action of actions) {
    const refused = authorizeOne(call, action, resource, context, caller);
    if (refused) return refused;
  }
  return undefined;
}

function authorizeOne(
  { world, now, region, vpcEndpoint, principal, decided, context: around = {} }: StsCall,
  action: string,
  resource: string,
  context: RequestContext,
  caller: CallerInput,
): StsResult | undefined {
  const ask = {
    principal: caller,
    action,
    resource,
    region,
    context: { ...around, ...context },
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
  };
  const resolution = resolveRequest(world, ask, { clock: now });
  // A role that does not exist answers as one that does not trust the caller.
  if (resolution.kind !== 'resolved') {
    return denied(
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}`,
    );
  }
  const { policies, request } = resolution;
  const decision = decide(policies, request);
  decided.push({ action, resource, decision, policies, request });
  if (decision.verdict === 'allow') return undefined;
  const { errorText } = explain(policies, request);
  return denied(
    errorText ??
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}`,
  );
}
