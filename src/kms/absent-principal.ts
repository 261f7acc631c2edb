// Whether a principal that a call names is known not to exist.
import { parseArn } from '../model/arn.ts';
import type { PrincipalPattern } from '../model/policy.ts';
import type { World } from '../world/world.ts';

/** Whether the world knows that there is no such principal. Accounts that it does not hold may have it. */
export function isAbsent({ kind, value, account }: PrincipalPattern, world: World): boolean {
  const home = account === undefined ? undefined : world.accounts.get(account);
  if (!home?.identitiesKnown) return false;
  const name = parseArn(value)?.resource.split('/') ?? [];
  switch (kind) {
    case 'user':
      return home.users.get(name.at(-1)!)?.arn !== value;
    case 'role':
      return home.roles.get(name.at(-1)!)?.arn !== value;
    case 'session':
      return !home.roles.has(name[1]!);
    default:
      return false;
  }
}
