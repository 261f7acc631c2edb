// The context of a request: what was given, and what follows from the caller and the call.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
import type { Caller } from './caller.ts';
import { splitArn } from './caller.ts';
import { carriesCallerAccount, carriesViaService, kmsActionOf } from './kms-actions.ts';
import type { RawContextValue, RawRequest } from './shapes.ts';

/** Values by lower-case key. A key without an entry is absent. */
export type ContextMap = Map<string, Exclude<RawContextValue, null>>;

/** All context keys of the request; a given value wins over a derived one. */
export function contextOf(
  request: RawRequest,
  caller: Caller,
  resourceAccount: string | undefined,
): ContextMap {
  const context: ContextMap = new Map();
  const set = (key: string, value: RawContextValue | undefined): void => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) {
      // `null` and the empty list count as absent, also where a value would be derived.
      context.delete(key.toLowerCase());
    } else context.set(key.toLowerCase(), value);
  };
  for (const [key, value] of fromCaller(caller, request)) set(key, value);
  for (const [key, value] of fromCall(request, caller, resourceAccount)) set(key, value);
  for (const [key, value] of Object.entries(request.context ?? {})) set(key, value);
  return context;
}

type Pairs = [string, RawContextValue | undefined][];

function fromCaller(caller: Caller, request: RawRequest): Pairs {
  const isService = caller.kind === 'service';
  const types = {
    user: 'User',
    role: 'AssumedRole',
    'federated-user': 'FederatedUser',
    root: 'Account',
    service: undefined,
    anonymous: 'Anonymous',
  };
  const userIds: Record<string, string | undefined> = {
    root: caller.account,
    'federated-user': `${caller.account}:${caller.name}`,
    anonymous: 'anonymous',
  };
  // A call that a service forwards for a user with long-term keys carries the key, as false.
  const forwardedUser = request.via !== undefined && caller.kind === 'user';
  return [
    // Assumption (service-principal-arn-absent): a service calling for itself has no PrincipalArn.
    ['aws:PrincipalArn', isService ? undefined : caller.arn],
    ['aws:PrincipalAccount', caller.kind === 'anonymous' ? 'anonymous' : caller.account],
    ['aws:PrincipalType', types[caller.kind]],
    ['aws:username', caller.kind === 'user' ? caller.name : undefined],
    ['aws:userid', userIds[caller.kind]],
    ...Object.entries(caller.tags).map(([k, v]): [string, string] => [`aws:PrincipalTag/${k}`, v]),
    ['aws:SourceIdentity', caller.sourceIdentity],
    ['aws:MultiFactorAuthPresent', caller.mfa ?? (forwardedUser ? false : undefined)],
    // Present in every signed request.
    ['aws:PrincipalIsAWSService', caller.kind === 'anonymous' ? undefined : isService],
    ['aws:PrincipalServiceName', isService ? caller.name : undefined],
    ['aws:PrincipalServiceNamesList', isService ? [caller.name!] : undefined],
    ['aws:SourceArn', caller.sourceArn],
    ['aws:SourceAccount', caller.sourceAccount],
  ];
}

function fromCall(request: RawRequest, caller: Caller, resourceAccount: string | undefined): Pairs {
  const { via } = request;
  const kms = kmsActionOf(request.action);
  const region = request.resource === '*' ? '' : splitArn(request.resource)[3]!;
  const asked = region === '' ? given(request, 'aws:RequestedRegion') : region;
  const service = via === undefined ? undefined : `${via}.amazonaws.com`;
  const pairs: Pairs = [
    ['aws:RequestedRegion', region === '' ? undefined : region],
    ['aws:ResourceAccount', resourceAccount],
    ['aws:ViaAWSService', via !== undefined],
    ['aws:CalledVia', service === undefined ? undefined : [service]],
    ['aws:CalledViaFirst', service],
    ['aws:CalledViaLast', service],
    // A forwarded call drops the keys of the VPC endpoint that the first call came through.
    ['aws:SourceVpce', via === undefined ? request.vpcEndpoint : undefined],
  ];
  if (kms === undefined) return pairs;
  // Assumption (service-caller-account-absent): a service has no account, so the key is absent.
  if (carriesCallerAccount(kms)) pairs.push(['kms:CallerAccount', caller.account]);
  if (carriesViaService(kms) && via !== undefined && typeof asked === 'string') {
    pairs.push(['kms:ViaService', `${via}.${asked}.amazonaws.com`]);
  }
  if (['CreateGrant', 'ListGrants', 'RevokeGrant'].includes(kms.name)) {
    pairs.push(['kms:GrantIsForAWSResource', via !== undefined]);
  }
  const pairsOfContext = encryptionContextOf(request);
  if (pairsOfContext.size > 0)
    pairs.push(['kms:EncryptionContextKeys', [...pairsOfContext.keys()]]);
  return pairs;
}

function given(request: RawRequest, key: string): RawContextValue | undefined {
  const entries = Object.entries(request.context ?? {});
  return entries.find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** The encryption context's pairs, in the exact case in which they were given. */
export function encryptionContextOf(request: RawRequest): Map<string, string> {
  const prefix = 'kms:encryptioncontext:';
  const pairs = new Map<string, string>();
  for (const [key, value] of Object.entries(request.context ?? {})) {
    if (!key.toLowerCase().startsWith(prefix) || value === null) continue;
    pairs.set(key.slice(prefix.length), String(value));
  }
  return pairs;
}
