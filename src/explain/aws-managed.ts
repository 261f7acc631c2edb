// What AWS manages, nobody can change: the policies of its keys, and its managed identity policies.
// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
import type { Policy } from '../model/policy.ts';
import type { Case } from './case.ts';

/** Whether the key is one that a service keeps for the account: one of its aliases is `alias/aws/…`. */
export function isAwsManagedKey({ request }: Case): boolean {
  return Object.entries(request.context ?? {}).some(
    ([key, value]) =>
      key.toLowerCase() === 'kms:resourcealiases' &&
      [value].flat().some((alias) => String(alias).startsWith('alias/aws/')),
  );
}

/** Whether a policy is one of AWS's own, by its ARN or a name that is one: `arn:aws:iam::aws:policy/…`. */
export function isAwsManagedPolicy({ arn, name }: Policy): boolean {
  return /^arn:[^:]*:iam::aws:policy\//.test(arn ?? name);
}
