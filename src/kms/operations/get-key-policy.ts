// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
import { operation } from '../operation.ts';
import { checkPolicyName, onlyPolicyName } from '../policy-document.ts';

export default operation({
  name: 'GetKeyPolicy',
  on: 'key-id',
  run({ PolicyName }, { key }) {
    checkPolicyName(PolicyName);
    return { Policy: key.policyText, PolicyName: onlyPolicyName };
  },
});
