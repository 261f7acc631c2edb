// Fix: meet what a grant for the caller demands: its encryption context, or its grant token.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
import type { GrantTrace } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import { encryptionContext } from '../grant-text.ts';
import { quoted } from '../names.ts';
import type { Candidate, Strategy } from './draft.ts';
import { requestCandidate } from './request-candidate.ts';

/** Meets the constraint, or brings the token, of each grant that fails by nothing else. */
export const useGrant: Strategy = (subject) =>
  subject.trace.grants.flatMap((grant) => {
    const failed = grant.checks.filter((check) => !check.holds);
    if (failed.length !== 1) return [];
    if (failed[0]?.check === 'constraint') return meetConstraint(subject, grant);
    return failed[0]?.check === 'visible' ? bringToken(grant) : [];
  });

function meetConstraint(subject: Case, { grant }: GrantTrace): Candidate[] {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } =
    grant.Constraints ?? {};
  const pairs = equals ?? subset;
  if (pairs === undefined) return [];
  const wanted = Object.entries(pairs);
  const names = new Set(wanted.map(([key]) => key.toLowerCase()));
  const dropped =
    equals === undefined
      ? []
      : encryptionContext(subject).filter(([key]) => !names.has(key.toLowerCase()));
  const context = Object.fromEntries([
    ...dropped.map(([key]) => [`kms:EncryptionContext:${key}`, null] as const),
    ...wanted.map(([key, value]) => [`kms:EncryptionContext:${key}`, value] as const),
    // A value given for the list of keys would contradict the pairs.
    ...(hasGivenKeys(subject) ? [['kms:EncryptionContextKeys', Object.keys(pairs)] as const] : []),
  ]);
  const text = wanted.map(([key, value]) => quoted(`${key}=${value}`)).join(', ');
  const exactly = equals === undefined ? '' : 'exactly ';
  const title = `Send ${exactly}the encryption context ${text} that grant ${quoted(grant.GrantId)} demands`;
  return [requestCandidate({ title: title + ciphertextNote(subject), change: { context } })];
}

/** A ciphertext opens only under the encryption context that it was made with. */
export function ciphertextNote({ trace }: Case): string {
  return ['kms:Decrypt', 'kms:ReEncryptFrom'].includes(trace.action)
    ? ' (the ciphertext must have been made with it)'
    : '';
}

function hasGivenKeys({ request }: Case): boolean {
  return Object.keys(request.context ?? {}).some(
    (key) => key.toLowerCase() === 'kms:encryptioncontextkeys',
  );
}

function bringToken({ grant }: GrantTrace): Candidate[] {
  const token = grant.GrantToken;
  if (token === undefined) return [];
  return [
    requestCandidate({
      title: `Pass the grant token of grant ${quoted(grant.GrantId)}, or wait up to five minutes until KMS has spread it`,
      change: { grantTokens: [token] },
    }),
  ];
}
