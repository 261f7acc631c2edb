// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
import { parseArn } from '../../model/arn.ts';
import { partitionOf } from '../../world/partition.ts';
import { KmsError } from '../errors.ts';
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';

const usualLimit = 50;

export default operation({
  name: 'ListAliases',
  access({ KeyId }, find) {
    const account = find.ownAccount();
    if (KeyId !== undefined) {
      const arn = parseArn(KeyId);
      // The operation never looks into other accounts.
      if (arn && arn.account !== account && /^\d{12}$/.test(arn.account)) {
        throw new KmsError('NotFoundException', `Key '${KeyId}' does not exist`);
      }
      find.key(KeyId, { aliases: false });
    }
    return [{ action: 'ListAliases', resource: '*' }];
  },
  run({ KeyId, ...page }, { store, account, region }) {
    const id = KeyId?.slice(KeyId.lastIndexOf('/') + 1);
    const aliases = store
      .aliases(account!, region)
      .filter(({ keyId }) => id === undefined || keyId === id);
    const scope = `ListAliases ${account} ${region} ${id ?? ''}`;
    const { items, more } = pageOf(aliases, page, usualLimit, scope, ({ name }) => name, store);
    const prefix = `arn:${partitionOf(region)}:kms:${region}:${account}`;
    return {
      Aliases: items.map(({ name, keyId, createdAt, updatedAt }) => ({
        AliasName: name,
        AliasArn: `${prefix}:${name}`,
        TargetKeyId: keyId,
        CreationDate: createdAt,
        LastUpdatedDate: updatedAt,
      })),
      ...more,
    };
  },
});
