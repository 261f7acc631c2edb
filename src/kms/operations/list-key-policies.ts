// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { onlyPolicyName } from '../policy-document.ts';

const usualLimit = 100;

export default operation({
  name: 'ListKeyPolicies',
  on: 'key-id',
  run(input, { key: { view }, store }) {
    const scope = `ListKeyPolicies ${view.arn}`;
    const names = [onlyPolicyName];
    const { items, more } = pageOf(names, input, usualLimit, scope, (name) => name, store);
    return { PolicyNames: items, ...more };
  },
});
