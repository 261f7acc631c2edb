// aws iam get-user, get-role: one principal, without its policies.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
import type { LocatedNode } from '../../syntax/node.ts';
import { member } from '../reading.ts';
import { identity } from './get-account-authorization-details.ts';
import { type Output, textOf } from './output.ts';

/** `{ User: {…} }`. */
export const getUser: Output = row('user', 'User');

/** `{ Role: {…} }`: its trust policy, boundary and tags. */
export const getRole: Output = row('role', 'Role');

function row(kind: 'user' | 'role', title: string): Output {
  const described = (node: LocatedNode) => member(node, title);
  return {
    command: `iam get-${kind}`,
    matches: (node) => textOf(described(node), `${title}Name`) !== undefined,
    read(node, { reading }) {
      const found = identity(kind, described(node)!, reading);
      if (!found) return { facts: [] };
      const { policies: _, ...fact } = found;
      return { facts: [fact], about: `the ${kind} ${found.name}` };
    },
  };
}
