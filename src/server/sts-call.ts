// A call of STS, what it can come to, and who makes it.

import type { Random } from '../crypto/random.ts';
import type { CompiledPolicySet } from '../engine/compiled.ts';
import { readPrincipal } from '../engine/principal.ts';
import type { Decision } from '../model/decision.ts';
import type { Principal } from '../model/principal.ts';
import type { AccessRequestInput, RequestContext } from '../model/request.ts';
import type { CallerInput } from '../world/caller-name.ts';
import { type FoundCaller, findCaller } from '../world/find-caller.ts';
import type { World } from '../world/world.ts';
import { type AwsError, clientError } from './aws-error.ts';
import type { Credentials } from './credentials.ts';
import type { StoredSession } from './sessions.ts';
import type { StsParameters } from './sts-parameters.ts';
import type { XmlValue } from './sts-xml.ts';

/** A call of STS, as it was authenticated. */
export interface StsRequest {
  readonly parameters: StsParameters;
  readonly caller: CallerInput;
  /** Of a caller with temporary credentials. */
  readonly session?: StoredSession;
  readonly region: string;
  readonly now: Date;
  readonly requestId: string;
  /** What the connection and the credentials say: aws:SourceIp, aws:TokenIssueTime. */
  readonly context?: RequestContext;
  readonly vpcEndpoint?: string;
}

/** What calls of STS run on. */
export interface StsKernel {
  readonly world: World;
  readonly credentials: Credentials;
  readonly random: Random;
}

/** A call in progress. */
export interface StsCall extends StsRequest, StsKernel {
  readonly found: FoundCaller;
  readonly principal: Principal;
  /** The ids of the caller's account and partition. */
  readonly account: string;
  readonly partition: string;
  /** The decisions so far. */
  readonly decided: StsDecision[];
}

/** One decision of a call, with what an explanation needs. */
export interface StsDecision {
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
  readonly policies: CompiledPolicySet;
  readonly request: AccessRequestInput;
}

/** What a call came to: an answer with credentials or without, or an error. */
export type StsResult =
  | { readonly kind: 'answer'; readonly result: XmlValue; readonly issued?: StoredSession }
  | { readonly kind: 'error'; readonly error: AwsError };

/** Opens a call: finds its caller in the world. */
export function openStsCall(request: StsRequest, kernel: StsKernel): StsCall | AwsError {
  const step = findCaller(kernel.world, request.caller, false);
  if (step.kind !== 'found') {
    return clientError(
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      403,
    );
  }
  const found = step.value;
  const principal = readPrincipal(found.input);
  const account = found.accountId ?? '';
  const partition = found.account?.partition ?? 'aws';
  return { ...request, ...kernel, found, principal, account, partition, decided: [] };
}

/** A refusal with status 403. */
export function denied(message: string): StsResult {
  return { kind: 'error', error: clientError('AccessDenied', message, 403) };
}

/** An error of the parameters. */
export function invalid(message: string, name = 'ValidationError'): StsResult {
  return { kind: 'error', error: clientError(name, message) };
}
