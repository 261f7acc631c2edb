// KMS grants: which of them speak of this call, and whether their constraints hold.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
// https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html
import type { Caller } from './caller.ts';
import type { ContextMap } from './context.ts';
import { encryptionContextOf } from './context.ts';
import type { ReferenceKmsAction } from './kms-actions.ts';
import type { Naming } from './principal.ts';
import { namingByArn } from './principal.ts';
import type { RawGrant, RawRequest } from './shapes.ts';

/** A grant that speaks of the caller and the operation. */
export interface SpeakingGrant {
  naming: Naming;
  constraintsHold: boolean;
}

/** The grants that name the caller and the operation, for any operation but RetireGrant. */
export function grantsFor(
  grants: RawGrant[],
  request: RawRequest,
  action: ReferenceKmsAction,
  caller: Caller,
  context: ContextMap,
): SpeakingGrant[] {
  return grants.flatMap((grant) => {
    const naming = granteeNaming(grant, caller);
    if (naming === undefined || !counts(grant, request)) return [];
    if (!grant.Operations.includes(action.name)) return [];
    const constraintsHold = constraintHolds(grant, request, action, caller, context);
    return [{ naming, constraintsHold }];
  });
}

/** How the grants let the caller retire one: as a retiring principal, or as a grantee who may. */
export function retiringNamings(grants: RawGrant[], request: RawRequest, caller: Caller): Naming[] {
  return grants.flatMap((grant) => {
    if (!isMeant(grant, request) || !counts(grant, request)) return [];
    // Constraints do not apply to RetireGrant.
    const grantee = grant.Operations.includes('RetireGrant') && granteeNaming(grant, caller);
    const retiring = nameOf(grant.RetiringPrincipal, grant.RetiringServicePrincipal, caller);
    return [retiring, grantee || undefined].filter((naming) => naming !== undefined);
  });
}

// The request names the grant by its id, or else by its token; without either it may be any.
function isMeant(grant: RawGrant, request: RawRequest): boolean {
  if (request.grantId !== undefined) return grant.GrantId === request.grantId;
  const tokens = request.grantTokens ?? [];
  return (
    tokens.length === 0 || (grant.GrantToken !== undefined && tokens.includes(grant.GrantToken))
  );
}

// A grant belongs to one key; one that has not spread yet needs its token.
function counts(grant: RawGrant, request: RawRequest): boolean {
  const key = request.resource;
  const own =
    grant.KeyId === undefined || grant.KeyId === key || key.endsWith(`:key/${grant.KeyId}`);
  const token = grant.GrantToken;
  const shown = token !== undefined && (request.grantTokens ?? []).includes(token);
  return own && (grant.visible !== false || shown);
}

function granteeNaming(grant: RawGrant, caller: Caller): Naming | undefined {
  return nameOf(grant.GranteePrincipal, grant.GranteeServicePrincipal, caller);
}

function nameOf(
  principal: string | undefined,
  service: string | undefined,
  caller: Caller,
): Naming | undefined {
  if (caller.kind === 'service') {
    // list-grants may print a service in the place of a principal.
    return service === caller.name || principal === caller.name ? 'service' : undefined;
  }
  return principal === undefined ? undefined : namingByArn(principal, caller);
}

function constraintHolds(
  grant: RawGrant,
  request: RawRequest,
  action: ReferenceKmsAction,
  caller: Caller,
  context: ContextMap,
): boolean {
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = grant.Constraints ?? {};
  // A SourceArn constraint is looked at only when a service calls for itself.
  if (SourceArn !== undefined && caller.kind === 'service') {
    if (context.get('aws:sourcearn') !== SourceArn) return false;
  }
  // Constraints on the encryption context bind only operations that have one.
  if (!action.encryptionContext) return true;
  const pairs = encryptionContextOf(request);
  if (action.name === 'CreateGrant' && !childMayBe(grant, context, pairs.size)) return false;
  // Assumption (grant-constraint-case): keys and values are compared exactly.
  const includes = (wanted: Record<string, string>): boolean =>
    Object.entries(wanted).every(([key, value]) => pairs.get(key) === value);
  if (EncryptionContextSubset !== undefined && !includes(EncryptionContextSubset)) return false;
  if (EncryptionContextEquals === undefined) return true;
  return (
    includes(EncryptionContextEquals) && pairs.size === Object.keys(EncryptionContextEquals).length
  );
}

// A grant that creates another hands on none but its own operations, under constraints as strict as
// its own: the pairs are compared like those of any call, Equals may not become Subset, and none is left out.
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
function childMayBe(parent: RawGrant, context: ContextMap, pairs: number): boolean {
  const operations = [context.get('kms:grantoperations') ?? []].flat().map(String);
  if (!operations.every((operation) => parent.Operations.includes(operation))) return false;
  const { SourceArn, EncryptionContextEquals } = parent.Constraints ?? {};
  if (SourceArn !== undefined && context.get('kms:grantconstraintsourcearn') !== SourceArn)
    return false;
  if (EncryptionContextEquals === undefined) return true;
  const type = context.get('kms:grantconstrainttype');
  // A request that tells no type has an Equals constraint if it has pairs.
  return type === undefined ? pairs > 0 : type === 'EncryptionContextEquals';
}
