// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html
import { KmsError } from '../errors.ts';
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';

const usualLimit = 100;

// There are none, so that one that is asked for is not found.
export default operation({
  name: 'DescribeCustomKeyStores',
  on: 'account',
  run({ CustomKeyStoreId: id, CustomKeyStoreName: name, ...page }, { store }) {
    const named = id ?? name;
    if (named !== undefined) {
      const message = `The custom key store ${named} does not exist.`;
      throw new KmsError('CustomKeyStoreNotFoundException', message);
    }
    const scope = 'DescribeCustomKeyStores';
    const { more } = pageOf([], page, usualLimit, scope, (item) => item, store);
    return { CustomKeyStores: [], ...more };
  },
});
