// aws iam get-user-policy, get-role-policy, get-group-policy: one inline policy and whose it is.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
import { present } from '../present.ts';
import { member } from '../reading.ts';
import { inline } from './get-account-authorization-details.ts';
import { type Output, stated, textOf } from './output.ts';

/** `{ UserName, PolicyName, PolicyDocument }`. */
export const getUserPolicy: Output = row('user', 'UserName');

/** `{ RoleName, PolicyName, PolicyDocument }`. */
export const getRolePolicy: Output = row('role', 'RoleName');

/** `{ GroupName, PolicyName, PolicyDocument }`. */
export const getGroupPolicy: Output = row('group', 'GroupName');

function row(kind: 'user' | 'role' | 'group', owner: string): Output {
  return {
    command: `iam get-${kind}-policy`,
    matches: (node) =>
      textOf(node, owner) !== undefined && member(node, 'PolicyDocument') !== undefined,
    read(node, { hints, reading }) {
      const name = textOf(node, owner)!;
      const policy = inline(node, reading);
      if (!policy) return { facts: [] };
      const account = present({ account: hints.account });
      return {
        facts: [{ kind, name, ...account, policies: [policy], ...stated(node, reading) }],
        about: `the policy ${textOf(node, 'PolicyName')} of the ${kind} ${name}`,
      };
    },
  };
}
