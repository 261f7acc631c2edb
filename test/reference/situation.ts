// Everything a decision looks at, with the layers that take no part left out.
import type { Caller } from './caller.ts';
import { callerOf, splitArn } from './caller.ts';
import { contextOf } from './context.ts';
import type { ReferenceKmsAction } from './kms-actions.ts';
import { kmsActionOf } from './kms-actions.ts';
import type { PolicyJson, RawDocument, RawGrant, RawPolicySet, RawRequest } from './shapes.ts';
import { readDocument } from './shapes.ts';
import type { Question } from './statement.ts';
import { applying } from './statement.ts';

/** The request and the documents that take part in it. */
export interface Situation {
  request: RawRequest;
  question: Question;
  caller: Caller;
  kms?: ReferenceKmsAction;
  /** Whether the caller belongs to another account than the resource. */
  acrossAccounts: boolean;
  resourcePolicy: PolicyJson[];
  identity: PolicyJson[];
  boundary: PolicyJson[];
  session: PolicyJson[];
  scps: PolicyJson[][];
  rcps: PolicyJson[][];
  endpoint: PolicyJson[];
  grants: RawGrant[];
}

/** Puts the parts together. */
export function situationOf(set: RawPolicySet, request: RawRequest): Situation {
  const caller = callerOf(request.principal);
  const kms = kmsActionOf(request.action);
  const arnAccount = request.resource === '*' ? '' : splitArn(request.resource)[4]!;
  const owner = set.resourceAccount ?? (arnAccount === '' ? undefined : arnAccount);
  const context = contextOf(request, caller, owner);

  // Services, root users and anonymous callers have no identity, boundary or session policies. Where
  // some are given for a root user all the same, only their Denies count: an explicit deny wins.
  const hasPolicies = ['user', 'role', 'federated-user'].includes(caller.kind);
  const own = (documents: (RawDocument | undefined)[] | undefined) =>
    hasPolicies ? read(documents) : [];
  const rootDenies =
    caller.kind === 'root'
      ? read([
          ...(set.identityPolicies ?? []),
          set.permissionsBoundary,
          ...(set.sessionPolicies ?? []),
        ]).map(onlyDenies)
      : [];
  // SCPs bind the users, roles and root user of an account, but no service-linked role.
  const underScps = caller.account !== undefined && !caller.serviceLinked;
  const boundary = own([set.permissionsBoundary]);
  const fromEndpoint = request.via === undefined && context.has('aws:sourcevpce');

  return {
    request,
    question: {
      caller,
      action: request.action,
      resource: request.resource,
      context,
      hasBoundary: boundary.length > 0,
    },
    caller,
    ...(kms === undefined ? {} : { kms }),
    acrossAccounts: caller.account !== undefined && owner !== undefined && caller.account !== owner,
    resourcePolicy: hasResourcePolicy(kms, request) ? read([set.resourcePolicy]) : [],
    identity: [...own(set.identityPolicies), ...rootDenies],
    boundary,
    session: own(set.sessionPolicies),
    scps: underScps ? (set.serviceControlPolicies ?? []).map(read) : [],
    rcps: underRcps(kms, request, caller) ? (set.resourceControlPolicies ?? []).map(read) : [],
    endpoint: fromEndpoint ? read([set.vpcEndpointPolicy]) : [],
    grants: kms?.resource === 'key' ? (set.grants ?? []) : [],
  };
}

function onlyDenies(policy: PolicyJson): PolicyJson {
  const statements = [policy.Statement].flat().filter((statement) => statement.Effect === 'Deny');
  return { ...policy, Statement: statements } as PolicyJson;
}

function read(documents: (RawDocument | undefined)[] | undefined): PolicyJson[] {
  return (documents ?? []).filter((d) => d !== undefined).map(readDocument);
}

// A key policy speaks of its key: it has no say over `*`, over an alias, or over RetireGrant.
// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
function hasResourcePolicy(kms: ReferenceKmsAction | undefined, request: RawRequest): boolean {
  if (kms === undefined) return request.resource !== '*';
  return kms.effective === 'key-policy' && isKey(request.resource);
}

/** Whether the resource is a key rather than an alias or `*`. */
export function isKey(resource: string): boolean {
  return /:key\/[^:]*$/.test(resource);
}

// RCPs cover resources, so not `*`; they exempt service-linked roles and kms:RetireGrant.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
function underRcps(
  kms: ReferenceKmsAction | undefined,
  request: RawRequest,
  caller: Caller,
): boolean {
  return request.resource !== '*' && !caller.serviceLinked && kms?.name !== 'RetireGrant';
}

/** Whether any of the documents allows the request. */
export function allows(policies: PolicyJson[], question: Question): boolean {
  return policies.some((policy) => applying(policy, 'Allow', question).length > 0);
}

/** Whether any of the documents denies it. */
export function denies(policies: PolicyJson[], question: Question): boolean {
  return policies.some((policy) => applying(policy, 'Deny', question).length > 0);
}
