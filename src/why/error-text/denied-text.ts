// What an error text says of a denied call of AWS KMS: no more than it says, so most fields may be absent.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
import type { PolicyType } from '../../model/policy.ts';

/** One denial, as a text tells it. */
export interface DeniedText {
  /** The ARN of the caller as the text names it, which may be redacted: `arn:aws:iam::1111****:user/alice`. */
  readonly principal?: string;
  /** `kms:Decrypt`, from the sentence or else from the operation that the wrapper names. */
  readonly action?: string;
  readonly resource?: DeniedResource;
  readonly said: Said;
  /** Whether the text ends before the sentence does. What was cut in the middle is absent here. */
  readonly cut: boolean;
  /** The sentence of AWS without what was around it, and without line breaks and escapes. */
  readonly text: string;
  readonly requestId?: string;
  /** The Region that the wrapper names; the resource's ARN has its own. */
  readonly region?: string;
  /** What `GetRequestAuthorizationDetails` asks for, where the sentence ends in it. */
  readonly authorizationId?: string;
}

/** What was to be acted on. `any`: the text has `*`, as for actions that act on no key. */
export type DeniedResource =
  | { readonly kind: 'arn'; readonly arn: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'this' }
  | { readonly kind: 'ciphertext' };

/** The reason that the text gives. A resource-based policy is a `resource-policy`: of KMS, the key policy. */
export type Said =
  | {
      readonly kind: 'explicit';
      /** Absent in the wording of before 2021 and in texts that are cut off. */
      readonly policyType?: PolicyType;
      readonly policyArn?: string;
    }
  | { readonly kind: 'implicit'; readonly policyType: PolicyType }
  /** The policy is named, but not whether it denies or lacks an Allow. */
  | { readonly kind: 'either'; readonly policyType: PolicyType }
  /** The wording for keys of other accounts, which does not even say whether the key exists. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'nothing' };
