// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html
import { parseArn } from '../../model/arn.ts';
import { KmsError } from '../errors.ts';
import { grantEntry } from '../grants.ts';
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';

const usualLimit = 50;

export default operation({
  name: 'ListRetirableGrants',
  check({ RetiringPrincipal, RetiringServicePrincipal }) {
    if ((RetiringPrincipal === undefined) !== (RetiringServicePrincipal === undefined)) return;
    throw new KmsError(
      'ValidationException',
      'Specify either RetiringPrincipal or RetiringServicePrincipal, and not both.',
    );
  },
  access({ RetiringPrincipal: principal }, find) {
    if (principal !== undefined && parseArn(principal)?.account !== find.ownAccount()) {
      const message = `${principal} is not a principal of account ${find.ownAccount()}.`;
      throw new KmsError('InvalidArnException', message);
    }
    return [{ action: 'ListRetirableGrants', resource: '*' }];
  },
  run(input, { store, region, now }) {
    const { RetiringPrincipal: principal, RetiringServicePrincipal: service } = input;
    const retirer = principal ?? service;
    // Grants on keys of other accounts are among them; the right to see those comes with the grant.
    const entries = [...store.world.accounts.keys()]
      .flatMap((account) => store.keys(account, region, now))
      .flatMap((key) =>
        key.view.grants
          .filter((grant) =>
            principal === undefined
              ? grant.RetiringServicePrincipal === service
              : grant.RetiringPrincipal === principal,
          )
          .map((grant) => ({ key, grant, id: `${key.view.arn} ${grant.GrantId}` })),
      );
    const scope = `ListRetirableGrants ${region} ${retirer}`;
    const { items, more } = pageOf(entries, input, usualLimit, scope, ({ id }) => id, store);
    return { Grants: items.map(({ grant, key }) => grantEntry(grant, key)), ...more };
  },
});
