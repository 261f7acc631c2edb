// Fix: let the key policy leave an action to the account's identity policies.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
import { isAwsManagedKey } from '../aws-managed.ts';
import { allowStatement, serviceOf } from './allow-statement.ts';
import type { Strategy } from './draft.ts';
import { conditionsDropped, joinedOpens } from './opens.ts';
import { addStatement, nameOf } from './policy-candidate.ts';
import { slotsOf } from './slots.ts';

/** Adds an Allow for the caller's account to the key policy. */
export const delegate: Strategy = (subject) => {
  const { trace, policies } = subject;
  const { account, partition, kind } = trace.principal;
  const [slot] = slotsOf(policies, 'resource');
  if (
    slot === undefined ||
    isAwsManagedKey(subject) ||
    account === undefined ||
    serviceOf(trace.action) !== 'kms' ||
    kind === 'root'
  )
    return [];
  const root = `arn:${partition}:iam::${account}:root`;
  const statement = {
    ...allowStatement(subject, 'resource', { AWS: root }),
    Sid: `Delegate${trace.action.slice('kms:'.length)}To${account}`,
  };
  return [
    addStatement(slot, statement, {
      title: `Delegate ${trace.action} to the identity policies of account ${account} in ${nameOf(subject, slot.policy)}`,
      cost: 14,
      ...joinedOpens(
        `also lets in every principal of account ${account} whose identity policies allow ${trace.action}`,
        conditionsDropped(subject),
      ),
    }),
  ];
};
