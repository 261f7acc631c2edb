// Principal and NotPrincipal: which of their entries name the caller, and in what way.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
import type { Caller } from './caller.ts';
import { splitArn } from './caller.ts';
import type { PrincipalJson } from './shapes.ts';
import { listOf } from './shapes.ts';

/** How an entry names the caller. What limits an Allow depends on it. */
export type Naming =
  | 'everyone'
  | 'account'
  | 'user'
  | 'issuing-user'
  | 'role'
  | 'session'
  | 'federated-user'
  | 'service';

/** Every way in which a Principal element names the caller; empty when it does not. */
export function namings(principal: PrincipalJson, caller: Caller): Naming[] {
  const found = new Set<Naming>();
  for (const [kind, value] of entriesOf(principal)) {
    const naming = namingOf(kind, value, caller);
    if (naming !== undefined) found.add(naming);
  }
  return [...found];
}

function entriesOf(principal: PrincipalJson): [string, string][] {
  if (principal === '*') return [['AWS', '*']];
  return Object.entries(principal).flatMap(([kind, values]) =>
    listOf(values).map((value): [string, string] => [kind, value]),
  );
}

function namingOf(kind: string, value: string, caller: Caller): Naming | undefined {
  if (kind === 'Service') {
    return caller.kind === 'service' && caller.name === value ? 'service' : undefined;
  }
  // No caller that we know signs in through a provider or has a canonical user id.
  if (kind !== 'AWS') return undefined;
  if (value === '*') return 'everyone';
  return namingByArn(value, caller);
}

/** How an account id or an ARN names the caller. Grants name their grantees in the same words. */
export function namingByArn(value: string, caller: Caller): Naming | undefined {
  if (caller.account === undefined) return undefined;
  if (/^\d{12}$/.test(value)) return value === caller.account ? 'account' : undefined;
  // A unique id (AIDA…, AROA…) names somebody that the caller's ARN cannot be compared with.
  if (!value.startsWith('arn:')) return undefined;
  const [, partition, , , account, rest] = splitArn(value);
  if (account !== caller.account || partition !== caller.partition) return undefined;
  if (rest === 'root') return 'account';
  if (caller.kind === 'role' && rest!.startsWith('assumed-role/')) {
    const [, role, session] = rest!.split('/');
    const same = role === caller.name && session === caller.sessionName;
    return same && session !== undefined ? 'session' : undefined;
  }
  // Assumption (federated-user-by-user-arn): a federated session counts as named by its user's ARN.
  if (caller.kind === 'federated-user' && value === caller.issuingUser) return 'issuing-user';
  if (value !== caller.arn) return undefined;
  if (caller.kind === 'user' || caller.kind === 'role' || caller.kind === 'federated-user') {
    return caller.kind;
  }
  return undefined;
}

/**
 * Whether NotPrincipal leaves the caller alone, which takes all of the entries that AWS asks for.
 * Assumption (not-principal-incomplete): an incomplete list denies.
 */
export function exempted(list: PrincipalJson, caller: Caller, hasBoundary: boolean): boolean {
  // A principal with a permissions boundary is always denied, whatever is listed.
  if (hasBoundary) return false;
  const found = namings(list, caller);
  if (found.includes('everyone') || found.includes('service')) return true;
  if (!found.includes('account')) return false;
  switch (caller.kind) {
    case 'root':
      return true;
    case 'role':
      // The account and the role will do; where sessions of the role are listed, only those are meant.
      return found.includes('role') && (!listsSessions(list, caller) || found.includes('session'));
    case 'user':
      return found.includes('user');
    case 'federated-user':
      // The pages do not speak of federated users: the account and the session itself, as for users.
      return found.includes('federated-user');
    default:
      return false;
  }
}

function listsSessions(list: PrincipalJson, caller: Caller): boolean {
  const prefix = `arn:${caller.partition}:sts::${caller.account}:assumed-role/${caller.name}/`;
  return entriesOf(list).some(([, value]) => value.startsWith(prefix));
}
