// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html
import { KmsError } from '../errors.ts';
import { grantEntry, grantOf } from '../grants.ts';
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';

const usualLimit = 50;

export default operation({
  name: 'ListGrants',
  on: 'key-id',
  check({ GranteePrincipal, GranteeServicePrincipal }) {
    if (GranteePrincipal === undefined || GranteeServicePrincipal === undefined) return;
    throw new KmsError(
      'ValidationException',
      'Specify either GranteePrincipal or GranteeServicePrincipal, and not both.',
    );
  },
  run(input, { key, store }) {
    const { GrantId, GranteePrincipal: grantee, GranteeServicePrincipal: service } = input;
    const all = GrantId === undefined ? key.view.grants : [grantOf(key, GrantId)];
    const grants = all.filter(
      (grant) =>
        (grantee === undefined || grant.GranteePrincipal === grantee) &&
        (service === undefined || grant.GranteeServicePrincipal === service),
    );
    const scope = `ListGrants ${key.view.arn}`;
    const { items, more } = pageOf(
      grants,
      input,
      usualLimit,
      scope,
      (grant) => grant.GrantId,
      store,
    );
    return { Grants: items.map((grant) => grantEntry(grant, key)), ...more };
  },
});
