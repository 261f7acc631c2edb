// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';

const usualLimit = 100;

export default operation({
  name: 'ListKeys',
  access(_, find) {
    find.ownAccount();
    return [{ action: 'ListKeys', resource: '*' }];
  },
  run(input, { store, account, region, now }) {
    const keys = store.keys(account!, region, now).map(({ view }) => view);
    const scope = `ListKeys ${account} ${region}`;
    const { items, more } = pageOf(keys, input, usualLimit, scope, ({ id }) => id, store);
    return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...more };
  },
});
