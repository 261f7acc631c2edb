// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
import { change } from '../key.ts';
import { operation } from '../operation.ts';
import { checkPolicyName, readKeyPolicy } from '../policy-document.ts';

export default operation({
  name: 'PutKeyPolicy',
  on: 'key-id',
  writes: true,
  // The key is absent where the request leaves the parameter out.
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-bypass-policy-lockout-safety-check
  conditionKeys: ({ BypassPolicyLockoutSafetyCheck: bypass }) =>
    bypass === undefined ? {} : { 'kms:BypassPolicyLockoutSafetyCheck': bypass },
  run({ PolicyName, Policy, BypassPolicyLockoutSafetyCheck: bypass }, call) {
    const { key } = call;
    checkPolicyName(PolicyName);
    const policy = readKeyPolicy(Policy, key, bypass, call);
    change(key, { policy, policyOrigin: 'given' });
    key.policyText = Policy;
    return {};
  },
});
