// How services trust: whether a resource's own account can open it by IAM alone.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html

/** `explicit`: only the resource policy opens; `trust-policy`: only a role's trust policy; `implicit`: IAM suffices. */
export type TrustKind = 'explicit' | 'trust-policy' | 'implicit';

/** How a service, by its action prefix, trusts. */
export function trustOf(service: string): TrustKind {
  return rows.get(service) ?? 'implicit';
}

const rows: ReadonlyMap<string, TrustKind> = new Map([
  ['kms', 'explicit'],
  ['sts', 'trust-policy'],
]);
