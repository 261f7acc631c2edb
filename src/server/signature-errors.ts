// The errors of requests that are not signed as they should be: one row a kind, with the names that AWS JSON
// services and STS give it. The wire status of AWS KMS is always 400.
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
import type { AwsError } from './aws-error.ts';

/** The services that verify signatures. */
export type SigningService = 'kms' | 'sts';

const rows = {
  missing: ['MissingAuthenticationTokenException', 'MissingAuthenticationToken', 403],
  incomplete: ['IncompleteSignatureException', 'IncompleteSignature', 400],
  invalid: ['InvalidSignatureException', 'SignatureDoesNotMatch', 403],
  unknownKey: ['UnrecognizedClientException', 'InvalidClientTokenId', 403],
  expired: ['ExpiredTokenException', 'ExpiredToken', 403],
  throttled: ['ThrottlingException', 'Throttling', 400],
} as const satisfies Record<string, readonly [kms: string, sts: string, status: number]>;

/** The kinds of refusals. */
export type RefusalKind = keyof typeof rows;

/** A refusal in a service's words. */
export function refusal(kind: RefusalKind, service: SigningService, message: string): AwsError {
  const [kms, sts, status] = rows[kind];
  return service === 'kms' ? { name: kms, message, status: 400 } : { name: sts, message, status };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
export const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html (InvalidClientTokenId) */
export const invalidToken = 'The security token included in the request is invalid.';

/** As public error reports quote it. */
export const expiredToken = 'The security token included in the request is expired';

/** As public error reports quote it. */
export const missingToken = 'Missing Authentication Token';
