// What a decision is taken over: the policies and grants that meet in one request.
import type { Grant } from '../model/grant.ts';
import type { DocumentInput } from '../policy/document.ts';

/**
 * The policies that meet in a request. An absent or empty list of levels means that the layer does not
 * exist (no organisation); `[[]]` is one level that allows nothing, but RCPFullAWSAccess is implied at
 * every level of resource control policies. A KMS key without `resourcePolicy` has no statements here.
 */
export interface PolicySetInput {
  /** For a KMS key its key policy, for sts:AssumeRole the role's trust policy. */
  readonly resourcePolicy?: DocumentInput;
  /** The account that owns the resource; else it is taken from the resource's ARN. */
  readonly resourceAccount?: string;
  /** The principal's own and its groups' policies, managed and inline. */
  readonly identityPolicies?: readonly DocumentInput[];
  readonly permissionsBoundary?: DocumentInput;
  readonly sessionPolicies?: readonly DocumentInput[];
  /** One list for each level: root, organisational units, account. */
  readonly serviceControlPolicies?: readonly (readonly DocumentInput[])[];
  readonly resourceControlPolicies?: readonly (readonly DocumentInput[])[];
  readonly vpcEndpointPolicy?: DocumentInput;
  readonly grants?: readonly GrantInput[];
}

/** A grant as `aws kms list-grants` prints it, plus `GrantToken` and `visible`. */
export type GrantInput = Grant;

/** How to take clauses whose value is not known: as the widest or the narrowest access they could mean. */
export interface CompileOptions {
  readonly unknown?: 'widest' | 'narrowest';
}
