// https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html
import { checkAliasName } from '../aliases.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'DeleteAlias',
  writes: true,
  check: ({ AliasName }) => checkAliasName(AliasName),
  access({ AliasName }, find) {
    const { key } = find.key(AliasName);
    return [
      { action: 'DeleteAlias', resource: find.aliasArn(AliasName) },
      { action: 'DeleteAlias', resource: key.view.arn, key },
    ];
  },
  run({ AliasName }, { key, store }) {
    store.setAlias(key.view.account, key.view.region, AliasName, undefined);
    return {};
  },
});
