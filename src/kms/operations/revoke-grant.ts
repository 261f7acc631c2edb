// https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html
import { removeGrant } from '../grant-list.ts';
import { grantOf } from '../grants.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'RevokeGrant',
  on: 'key-id',
  writes: true,
  run({ GrantId }, { key, commit }) {
    const grant = grantOf(key, GrantId);
    commit();
    removeGrant(key, grant);
    return {};
  },
});
