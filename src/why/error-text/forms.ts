// The wordings of a denial, as rows. The reasons are those that the simulator words its own denials with.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
import { explicitDeny, hiddenKey } from '../../catalog/error-texts.ts';
import type { PolicyType } from '../../model/policy.ts';
import type { DeniedResource, Said } from './denied-text.ts';

/** How a sentence says what was to be acted on. */
export interface ResourceForm {
  readonly phrase: string;
  /** Undefined: an ARN follows. */
  readonly resource: DeniedResource | undefined;
}

/** `on resource: ARN`, and what stands there instead of it. */
export const resourceForms: readonly ResourceForm[] = [
  { phrase: 'on resource:', resource: undefined },
  { phrase: 'on resource', resource: undefined },
  { phrase: 'on this resource', resource: { kind: 'this' } },
  { phrase: 'on the resource associated with this ciphertext', resource: { kind: 'ciphertext' } },
];

/** How a sentence gives its reason. */
export interface ReasonForm {
  /** What is read of it is enough to tell it from all others. */
  readonly phrase: string;
  /** The rest of it, with `ACTION` for the action; a text without it is cut off. */
  readonly rest: string;
  readonly said: Said;
}

const policies: readonly (readonly [PolicyType, string])[] = Object.entries(explicitDeny)
  // A key policy is AWS's "resource-based policy", as is any other policy of a resource.
  .filter(([type]) => type !== 'key-policy')
  .map(([type, { phrase }]) => [type as PolicyType, phrase]);

const EXPLICIT = 'with an explicit deny';
const WHERE = /^with an explicit deny in (?:an?|the) /;

/** The first that matches is the reason: longer wordings come first. */
export const reasonForms: readonly ReasonForm[] = [
  ...policies.map(
    ([policyType, phrase]): ReasonForm => ({
      phrase,
      rest: '',
      said: { kind: 'explicit', policyType },
    }),
  ),
  // Before 2021 no text named the type of the policy.
  // https://aws.amazon.com/blogs/security/enhanced-access-denied-error-messages-with-policy-arns
  { phrase: EXPLICIT, rest: '', said: { kind: 'explicit' } },
  ...policies.map(
    ([policyType, phrase]): ReasonForm => ({
      phrase: `because no ${phrase.replace(WHERE, '')}`,
      rest: ' allows the ACTION action',
      said: { kind: 'implicit', policyType },
    }),
  ),
  {
    phrase: hiddenKey.phrase.slice(0, hiddenKey.phrase.indexOf(',')),
    rest: hiddenKey.phrase.slice(hiddenKey.phrase.indexOf(',')),
    said: { kind: 'hidden' },
  },
];

/** A sentence of its own, without a caller. */
export interface SentenceForm {
  /** What is read of it is enough; with `ACTION` where the action stands. */
  readonly phrase: string;
  /** The rest of it; a text without it is cut off. */
  readonly rest: string;
  readonly resource?: DeniedResource;
  readonly said: Said;
  readonly source: string;
}

/** Sentences that do not start with `User:`. */
export const sentenceForms: readonly SentenceForm[] = [
  {
    phrase: 'The ciphertext refers to a customer master key that does not exist',
    rest: ', does not exist in this region, or you are not allowed to access',
    resource: { kind: 'ciphertext' },
    said: { kind: 'hidden' },
    source: 'https://github.com/aceew/aws-lambda-env-vars/issues/7',
  },
  {
    phrase: 'The request was denied due to a VPC endpoint policy',
    rest: '',
    said: { kind: 'either', policyType: 'vpc-endpoint-policy' },
    source:
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html',
  },
  {
    phrase: 'Access to KMS is not allowed',
    rest: '',
    said: { kind: 'nothing' },
    source: 'https://github.com/aws-samples/aws-secrets-manager-rotation-lambdas/issues/53',
  },
  {
    phrase: "You don't have the ACTION permission",
    rest: ' that is required to add tags during key creation',
    said: { kind: 'nothing' },
    source: 'https://github.com/LeapBeyond/terraform-s3-replication/issues/5',
  },
];
