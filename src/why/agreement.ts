// Whether the model agrees with AWS, over all cases that are possible.
import type { Agreement } from './answer.ts';
import type { AwsAnswer, Fit } from './aws-answer.ts';

/** The agreement of the cases with AWS's answer. */
export function agreementOf(aws: AwsAnswer, cases: readonly { readonly fit: Fit }[]): Agreement {
  if (aws.kind === 'unsaid') return 'unsaid';
  const fits = cases.map(({ fit }) => fit);
  if (fits.every((fit) => fit === 'same')) return 'agrees';
  if (fits.includes('same')) return 'depends';
  return fits.includes('verdict') ? 'other-reason' : 'differs';
}
