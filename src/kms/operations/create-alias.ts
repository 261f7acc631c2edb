// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
import { checkAliasName, checkRoom, checkTarget } from '../aliases.ts';
import { KmsError } from '../errors.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'CreateAlias',
  writes: true,
  check({ AliasName, TargetKeyId }) {
    checkAliasName(AliasName);
    if (AliasName.startsWith('alias/aws/')) {
      const message = `${AliasName} begins with alias/aws/, which is reserved for AWS managed keys.`;
      throw new KmsError('InvalidAliasNameException', message);
    }
    checkTarget(TargetKeyId);
  },
  access({ AliasName, TargetKeyId }, find) {
    const { key } = find.key(TargetKeyId);
    return [
      { action: 'CreateAlias', resource: find.aliasArn(AliasName) },
      { action: 'CreateAlias', resource: key.view.arn, key },
    ];
  },
  run({ AliasName: name }, { key, accesses, store, now }) {
    const { account, region, id } = key.view;
    if (store.alias(account, region, name)) {
      const message = `An alias with the name ${accesses[0]!.resource} already exists`;
      throw new KmsError('AlreadyExistsException', message);
    }
    checkRoom(key);
    store.setAlias(account, region, name, { name, keyId: id, createdAt: now, updatedAt: now });
    return {};
  },
});
