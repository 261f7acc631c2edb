// https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html
import type { Access } from '../access.ts';
import type { RetireGrantRequest } from '../api-types.generated.ts';
import { KmsError } from '../errors.ts';
import type { Finder } from '../finder.ts';
import { removeGrant } from '../grant-list.ts';
import { constraintConditionKeys, grantOf, noGrant } from '../grants.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'RetireGrant',
  writes: true,
  check({ GrantToken, KeyId, GrantId }) {
    const byToken = KeyId === undefined && GrantId === undefined;
    const byId = KeyId !== undefined && GrantId !== undefined;
    if (GrantToken === undefined ? byId : byToken) return;
    throw new KmsError(
      'ValidationException',
      'Specify either GrantToken, or both KeyId and GrantId.',
    );
  },
  access: (input, find) => [accessOf(input, find)],
  run(_, { key, accesses, commit }) {
    const grant = grantOf(key, accesses[0]!.grantId!);
    commit();
    removeGrant(key, grant);
    return {};
  },
});

/** The grant itself says who may retire it: the decision is about this one, by its id or its token. */
function accessOf({ GrantToken: token, KeyId, GrantId }: RetireGrantRequest, find: Finder): Access {
  const meant = token === undefined ? undefined : find.store.grantTokens.get(token);
  if (token !== undefined && !meant) {
    throw new KmsError('InvalidGrantTokenException', 'Invalid grant token.');
  }
  const { key } = find.key(meant?.keyArn ?? KeyId!, { aliases: false });
  const grantId = meant?.grantId ?? GrantId!;
  const grant = key.view.grants.find((held) => held.GrantId === grantId);
  return {
    action: 'RetireGrant',
    resource: key.view.arn,
    key,
    grantId,
    ...(token === undefined ? {} : { grantTokens: [token] }),
    ...(grant
      ? { conditionKeys: constraintConditionKeys(grant.Constraints) }
      : { refusal: noGrant(key, grantId) }),
  };
}
