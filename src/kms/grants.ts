// The grants of keys: what a request asks for, what stands on the key, and what the API tells of it.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
import type { Grant, GrantConstraints } from '../model/grant.ts';
import type { RequestContext } from '../model/request.ts';
import { present } from '../world/present.ts';
import type { CreateGrantRequest, GrantListEntry } from './api-types.generated.ts';
import { contextKeys } from './encryption-context.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';

/** The condition keys of a grant's constraints. */
export function constraintConditionKeys(constraints: GrantConstraints = {}): RequestContext {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints;
  const type = equals ? 'EncryptionContextEquals' : subset ? 'EncryptionContextSubset' : undefined;
  return {
    ...(type === undefined ? {} : { 'kms:GrantConstraintType': type }),
    ...contextKeys(equals ?? subset),
  };
}

/** The condition keys of a request for a grant. */
export function grantConditionKeys(input: CreateGrantRequest): RequestContext {
  return {
    'kms:GrantOperations': input.Operations,
    ...present({
      'kms:GranteePrincipal': input.GranteePrincipal,
      'kms:GranteeServicePrincipal': input.GranteeServicePrincipal,
      'kms:RetiringPrincipal': input.RetiringPrincipal,
      'kms:RetiringServicePrincipal': input.RetiringServicePrincipal,
      'kms:GrantConstraintSourceArn': input.Constraints?.SourceArn,
    }),
    ...constraintConditionKeys(input.Constraints),
  };
}

/** The grant of a key with this id; throws where there is none. */
export function grantOf(key: StoredKey, grantId: string): Grant {
  const grant = key.view.grants.find(({ GrantId }) => GrantId === grantId);
  if (grant) return grant;
  throw noGrant(key, grantId);
}

/** What is answered to the id of a grant that the key does not have. */
export function noGrant({ view }: StoredKey, grantId: string): KmsError {
  return new KmsError(
    'InvalidGrantIdException',
    `${view.arn} has no grant with the ID ${grantId}.`,
  );
}

/** A grant as ListGrants and ListRetirableGrants print it. */
export function grantEntry(grant: Grant, key: StoredKey): GrantListEntry {
  const { GrantId, Operations, Constraints, CreationDate } = grant;
  return {
    KeyId: key.view.arn,
    GrantId,
    Operations: Operations as NonNullable<GrantListEntry['Operations']>,
    CreationDate: dateOf(CreationDate) ?? key.createdAt,
    ...present({
      Name: grant.Name,
      GranteePrincipal: grant.GranteePrincipal,
      GranteeServicePrincipal: grant.GranteeServicePrincipal,
      RetiringPrincipal: grant.RetiringPrincipal,
      RetiringServicePrincipal: grant.RetiringServicePrincipal,
      IssuingAccount: grant.IssuingAccount,
      Constraints,
    }),
  };
}

/** As the CLI prints dates: ISO 8601, or epoch seconds. */
function dateOf(written: string | number | undefined): Date | undefined {
  if (written === undefined) return undefined;
  const date = new Date(typeof written === 'number' ? written * 1000 : written);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
