// What a reader of principals answers: the kind of principal, or why a text names none.
import type { PrincipalPatternKind } from '../model/policy.ts';

/** Why a text names no principal. */
export interface PrincipalFault {
  readonly code: 'invalid-principal' | 'principal-wildcard' | 'variable-not-allowed';
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
}

/** What a text names, or why it names nothing. */
export type NamedPrincipal =
  | { readonly kind: PrincipalPatternKind; readonly account?: string; readonly fault?: undefined }
  | { readonly fault: PrincipalFault };

/** The answer for a text that names no principal. */
export function principalFault(
  message: string,
  rest: Partial<PrincipalFault> = {},
): { fault: PrincipalFault } {
  return { fault: { code: 'invalid-principal', message, ...rest } };
}
