// Why a Principal that looks like the caller is not the caller: the mistakes that keep people awake.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { parseArn } from '../model/arn.ts';
import type { PrincipalPattern } from '../model/policy.ts';
import type { Principal } from '../model/principal.ts';
import { didYouMean } from '../syntax/did-you-mean.ts';

/** What tells an entry of a Principal element from a caller that it resembles; undefined if it does not. */
export function principalHint(caller: Principal, pattern: PrincipalPattern): string | undefined {
  if (pattern.kind === 'unique-id') {
    return 'an id stands for one user or role only, and for nobody once that is deleted';
  }
  const named = nameIn(pattern);
  if (named === undefined || caller.name === undefined) return undefined;
  if (named.name === caller.name) {
    if (named.session !== undefined) return 'that is another session of the role';
    if (pattern.account !== caller.account) return `that is one of account ${pattern.account}`;
    return pattern.kind === caller.kind
      ? 'its path differs'
      : `that is a ${pattern.kind}, the caller is a ${caller.kind.replace('-', ' ')}`;
  }
  if (named.name.toLowerCase() === caller.name.toLowerCase()) return 'names are case-sensitive';
  return didYouMean(caller.name, [named.name]) === undefined ? undefined : 'the names differ';
}

function nameIn({ kind, value }: PrincipalPattern): { name: string; session?: string } | undefined {
  if (!['user', 'role', 'session'].includes(kind)) return undefined;
  const parts = parseArn(value)?.resource.split('/') ?? [];
  const [, role, session] = parts;
  if (kind === 'session' && role !== undefined && session !== undefined) {
    return { name: role, session };
  }
  const name = parts.at(-1);
  return name === undefined ? undefined : { name };
}
