// How an entry of a Principal element names a caller, and how strongly.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
import { parseArn } from '../model/arn.ts';
import type { PrincipalClause, PrincipalPattern } from '../model/policy.ts';
import type { Principal } from '../model/principal.ts';

/**
 * How a statement names the caller, weakest first: not at all; its account (which delegates); the user
 * that issued a federated session; the role of a session; everyone; the caller itself.
 */
export const FORM = { none: 0, account: 1, issuingUser: 2, role: 3, everyone: 4, self: 5 } as const;
/** One of the values of FORM. */
export type Form = (typeof FORM)[keyof typeof FORM];

/** The strongest form in which a Principal element names the caller. */
export function strongestForm(clause: PrincipalClause, principal: Principal): Form {
  let strongest: Form = FORM.none;
  for (const pattern of clause.principals) {
    const form = formOf(pattern, principal);
    if (form > strongest) strongest = form;
  }
  return strongest;
}

/** How one entry names the caller. */
export function formOf(pattern: PrincipalPattern, principal: Principal): Form {
  switch (pattern.kind) {
    case 'everyone':
      return FORM.everyone;
    case 'account':
      return namesAccount(pattern, principal) ? accountForm(principal) : FORM.none;
    case 'user':
      if (principal.arn === pattern.value) return FORM.self;
      return principal.issuingUser === pattern.value ? FORM.issuingUser : FORM.none;
    case 'role':
      return principal.principalArn === pattern.value ? FORM.role : FORM.none;
    case 'session':
    case 'federated-user':
      return principal.arn === pattern.value ? FORM.self : FORM.none;
    case 'service':
      return principal.kind === 'service' && principal.arn === pattern.value
        ? FORM.self
        : FORM.none;
    case 'unique-id':
    case 'federated':
    case 'canonical-user':
      return FORM.none;
  }
}

/** The account entry covers its root user itself; for everyone else it delegates to the account's IAM. */
function accountForm(principal: Principal): Form {
  return principal.kind === 'root' ? FORM.self : FORM.account;
}

/** Delegation never crosses partitions, and reaches nobody who is of no account. */
function namesAccount(pattern: PrincipalPattern, principal: Principal): boolean {
  const arn = parseArn(pattern.value);
  if (arn === undefined) return pattern.value === principal.account;
  return arn.account === principal.account && arn.partition === principal.partition;
}

/** Whether a NotPrincipal element leaves the caller out, wholly, in part (only some of the forms it needs), or not at all. */
export function exemption(
  clause: PrincipalClause,
  principal: Principal,
  bounded: boolean,
): 'exempt' | 'incomplete' | 'none' {
  const forms = clause.principals.map((pattern) => formOf(pattern, principal));
  const listed = forms.some((form) => form !== FORM.none);
  if (!listed) return 'none';
  if (bounded) return 'incomplete';
  if (forms.includes(FORM.everyone)) return 'exempt';
  if (principal.kind === 'service' || principal.kind === 'root') return 'exempt';
  const account = forms.includes(FORM.account);
  const self = forms.includes(FORM.self);
  const role = forms.includes(FORM.role);
  // An account beside one of its users exempts only that user: AWS's own example.
  if (!self && !role) return clause.principals.some(isPersonOf(principal)) ? 'none' : 'incomplete';
  if (principal.kind !== 'role') return account ? 'exempt' : 'incomplete';
  // A list that names sessions of the role exempts only those sessions.
  const sessions = clause.principals.some((pattern) => isSessionOf(pattern, principal));
  return account && role && (self || !sessions) ? 'exempt' : 'incomplete';
}

function isPersonOf({ account }: Principal): (pattern: PrincipalPattern) => boolean {
  return (pattern) => pattern.kind !== 'account' && pattern.account === account;
}

function isSessionOf(pattern: PrincipalPattern, principal: Principal): boolean {
  const prefix = `arn:${principal.partition}:sts::${principal.account}:assumed-role/${principal.name}/`;
  return pattern.value.startsWith(prefix);
}
