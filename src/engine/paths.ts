// What still limits an Allow of a resource policy in the caller's own account, by how it names the caller.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
import { FORM, type Form } from './principal-match.ts';

/** What an Allow still needs, and what can take it away without an explicit Deny. */
export interface Path {
  /** It only delegates: an identity policy must allow as well. */
  readonly needsIdentity: boolean;
  readonly limitedByBoundary: boolean;
  readonly limitedBySession: boolean;
}

const delegated: Path = { needsIdentity: true, limitedByBoundary: true, limitedBySession: true };
const limited: Path = { needsIdentity: false, limitedByBoundary: true, limitedBySession: true };
const unlimited: Path = { needsIdentity: false, limitedByBoundary: false, limitedBySession: false };

/** The row for each form. */
export function pathOf(form: Form): Path {
  switch (form) {
    case FORM.everyone:
    case FORM.self:
      return unlimited;
    case FORM.role:
    case FORM.issuingUser:
      return limited;
    case FORM.account:
    case FORM.none:
      return delegated;
  }
}

/** A grant names its grantee as a key policy would name a role (assumption grant-limited-by-boundary-and-session). */
export const grantPath: Path = limited;
/** A grant to an account delegates to its IAM (assumption grant-to-account-delegates). */
export const accountGrantPath: Path = delegated;
/** An identity policy on its own. */
export const identityPath: Path = limited;
