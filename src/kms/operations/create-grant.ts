// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
import type { Grant } from '../../model/grant.ts';
import { partitionOf } from '../../world/partition.ts';
import { present } from '../../world/present.ts';
import type { CreateGrantRequest } from '../api-types.generated.ts';
import { KmsError } from '../errors.ts';
import { addGrant, grantsNamed } from '../grant-list.ts';
import { checkGrantForKey, checkGrantRequest } from '../grant-request.ts';
import { grantConditionKeys } from '../grants.ts';
import type { StoredKey } from '../key.ts';
import { type Call, operation } from '../operation.ts';

/** How many grants a key may have: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const maxGrants = 50_000;

export default operation({
  name: 'CreateGrant',
  on: 'key-id',
  writes: true,
  check: checkGrantRequest,
  conditionKeys: grantConditionKeys,
  run(input, call) {
    const { key, store, random } = call;
    checkGrantForKey(input, key, store.world);
    const known = sameGrant(input, key);
    if (!known) checkRoom(key);
    call.commit();
    const grant = known ?? newGrant(input, call);
    if (!known) addGrant(key, grant);
    const GrantToken = Buffer.from(random(96)).toString('base64');
    store.grantTokens.set(GrantToken, { keyArn: key.view.arn, grantId: grant.GrantId });
    return { GrantToken, GrantId: grant.GrantId };
  },
});

/** The grant of the same name that an earlier request like this one made: a retry creates no other. */
function sameGrant(input: CreateGrantRequest, key: StoredKey): Grant | undefined {
  if (input.Name === undefined) return undefined;
  const wanted = substance(input);
  return grantsNamed(key, input.Name).find((grant) => substance(grant) === wanted);
}

/** What a grant says, as a text that does not mind the order of operations and pairs. */
function substance(grant: CreateGrantRequest | Grant): string {
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = grant.Constraints ?? {};
  const { GranteePrincipal, GranteeServicePrincipal } = grant;
  const { RetiringPrincipal, RetiringServicePrincipal } = grant;
  const pairs = (map: Readonly<Record<string, string>> | undefined) =>
    map && Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    [GranteePrincipal, GranteeServicePrincipal, RetiringPrincipal, RetiringServicePrincipal],
    [...new Set(grant.Operations)].sort(),
    [pairs(EncryptionContextEquals), pairs(EncryptionContextSubset), SourceArn],
  ]);
}

function newGrant(input: CreateGrantRequest, { key, random, now, account }: Call): Grant {
  const { arn, region, account: owner } = key.view;
  return {
    GrantId: Buffer.from(random(32)).toString('hex'),
    KeyId: arn,
    IssuingAccount: `arn:${partitionOf(region)}:iam::${account ?? owner}:root`,
    CreationDate: now.toISOString(),
    Operations: [...new Set(input.Operations)],
    ...present({
      Name: input.Name,
      GranteePrincipal: input.GranteePrincipal,
      GranteeServicePrincipal: input.GranteeServicePrincipal,
      RetiringPrincipal: input.RetiringPrincipal,
      RetiringServicePrincipal: input.RetiringServicePrincipal,
      Constraints: input.Constraints,
    }),
    // AWS: within seconds as a rule, within five minutes at most (grants-visible-at-once).
    visible: true,
  };
}

function checkRoom({ view }: StoredKey): void {
  if (view.grants.length < maxGrants || view.manager === 'AWS') return;
  const message = `${view.arn} has ${maxGrants} grants, and may not have more.`;
  throw new KmsError('LimitExceededException', message);
}
