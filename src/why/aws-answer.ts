// What AWS answered to a call, and whether a decision of the model says the same. AWS's own phrase is evidence: it
// names the type of the policy that decided.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
import { deniedText } from '../explain/error-text.ts';
import type { PolicyType } from '../model/policy.ts';
import type { Trace } from '../model/trace.ts';
import type { DeniedText, Said } from './error-text/denied-text.ts';
import { readErrorText } from './error-text/error-text.ts';
import type { CallRecord } from './trail/call-record.ts';

/** AWS's answer. */
export type AwsAnswer =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied'; readonly said: Said; readonly text: string; readonly cut: boolean }
  /** Authorized, and refused for another reason: the key's state, the ciphertext. */
  | { readonly kind: 'failed'; readonly code: string; readonly message?: string | undefined }
  /** Refused before anybody was asked whether it is allowed, or nothing is known of an answer. */
  | { readonly kind: 'unsaid'; readonly code?: string | undefined };

/** The answer that a record holds. */
export function awsAnswerOf({ errorCode, errorMessage = '' }: CallRecord): AwsAnswer {
  if (errorCode === undefined) return { kind: 'allowed' };
  if (deniedCodes.has(errorCode)) {
    const read = errorMessage === '' ? undefined : readErrorText(errorMessage);
    if (read?.kind === 'denied') return deniedBy(read.denied);
    return { kind: 'denied', said: { kind: 'nothing' }, text: errorMessage, cut: false };
  }
  if (before.has(errorCode.replace(/Exception$/, ''))) return { kind: 'unsaid', code: errorCode };
  return { kind: 'failed', code: errorCode, ...(errorMessage ? { message: errorMessage } : {}) };
}

/** The answer that an error text tells. */
export function deniedBy({ said, text, cut }: DeniedText): AwsAnswer {
  return { kind: 'denied', said, text, cut };
}

/** CloudTrail leaves the suffix out; some copies of records have it. */
const deniedCodes: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'VpceAccessDenied',
  'Client.UnauthorizedOperation',
]);

/** What AWS KMS looks at before it decides (assumption order-of-checks), or what says nothing of policies. */
const before: ReadonlySet<string> = new Set([
  'Validation',
  'Serialization',
  'NotFound',
  'InvalidArn',
  'InvalidMarker',
  'InvalidGrantToken',
  'InvalidAliasName',
  'Throttling',
  'LimitExceeded',
  'KMSInternal',
  'DependencyTimeout',
  'ExpiredToken',
  'UnrecognizedClient',
  'InvalidSignature',
]);

/** Whether a decision says what AWS said: `verdict` means that both deny, for different reasons. */
export type Fit = 'same' | 'verdict' | 'other' | 'unsaid';

/** Compares a traced decision with AWS's answer. */
export function fitOf(answer: AwsAnswer, trace: Trace, named: 'resource' | 'ciphertext'): Fit {
  const { verdict } = trace.decision;
  switch (answer.kind) {
    case 'unsaid':
      return 'unsaid';
    case 'allowed':
    case 'failed':
      return verdict === 'allow' ? 'same' : 'other';
    case 'denied':
      if (verdict === 'allow') return 'other';
      return saysTheSame(answer.said, saidByModel(trace, named)) ? 'same' : 'verdict';
    default:
      return answer satisfies never;
  }
}

/** What AWS's text would say for a decision of the model: written by the catalogue, and read again. */
export function saidByModel(trace: Trace, named: 'resource' | 'ciphertext'): Said {
  const read = readErrorText(deniedText(trace, named));
  return read.kind === 'denied' ? read.denied.said : { kind: 'nothing' };
}

function saysTheSame(aws: Said, model: Said): boolean {
  if (aws.kind === 'nothing') return true;
  if (aws.kind === 'hidden' || model.kind === 'hidden') return aws.kind === model.kind;
  const sameKind = aws.kind === 'either' || aws.kind === model.kind;
  return sameKind && typesFit(policyTypeOf(aws), policyTypeOf(model));
}

function typesFit(aws: PolicyType | undefined, model: PolicyType | undefined): boolean {
  return aws === undefined || aws === model;
}

/** The type of the policy that a text names. */
export function policyTypeOf(said: Said): PolicyType | undefined {
  return said.kind === 'hidden' || said.kind === 'nothing' ? undefined : said.policyType;
}
