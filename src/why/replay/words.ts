// The words of a replay's report.

import type { Reason } from '../../model/decision.ts';
import type { UnjudgedReason } from '../call/judged.ts';
import type { TrailProblemKind } from '../trail/item.ts';
import type { ChangeKind, UnjudgedIn } from './report.ts';

/** The kinds of changes, the gravest first. */
export const changeKinds: readonly ChangeKind[] = [
  'newly-denied',
  'may-be-denied',
  'newly-allowed',
  'may-be-allowed',
  'may-change',
];

/** What stands above the groups of a kind. */
export const changeTitles: Readonly<Record<ChangeKind, string>> = {
  'newly-denied': 'Newly denied',
  'may-be-denied': 'May be denied',
  'newly-allowed': 'Newly allowed',
  'may-be-allowed': 'May be allowed',
  'may-change': 'May change',
};

/** After a count: "12 records of principals that the world does not hold". */
export const unjudgedWords: Readonly<Record<UnjudgedReason, string>> = {
  'unknown-principal': 'of principals that the world does not hold',
  'unknown-key': 'of keys that the world does not hold',
  'unknown-account': 'of accounts that the world does not hold',
  'unknown-policy': 'that take a policy which the world does not hold',
  'unknown-operation': 'of operations that are not known',
  'unclear-record': 'that do not say who or what is meant',
};

/** In which world. */
export const worldWords: Readonly<Record<UnjudgedIn, string>> = {
  before: 'in the world before',
  after: 'in the world after',
  both: 'in both worlds',
};

/** What stands before the count of a kind: "Not JSON: 2". */
export const problemWords: Readonly<Record<TrailProblemKind, string>> = {
  unreadable: 'Cannot be opened',
  empty: 'Empty',
  gzip: 'Corrupt or cut gzip',
  'not-json': 'Not JSON',
  'not-utf-8': 'Not UTF-8',
  truncated: 'Cut in the middle',
  'too-deep': 'Nested too deep',
  'too-large': 'Larger than 1 MB',
  broken: 'Not a sound record',
};

/** What an answer rests on where no statement decides, after "denied: ". */
export const reasonWords: Readonly<Record<Reason, string>> = {
  'key-policy': 'by the key policy',
  'identity-policy': 'by an identity policy',
  grant: 'by a grant',
  'both-accounts': 'by both accounts',
  'implicit-trust': 'within the account',
  'trust-policy': 'by the trust policy',
  'explicit-deny': 'an explicit Deny',
  scp: 'no service control policy allows it',
  'vpc-endpoint': 'the policy of the VPC endpoint does not allow it',
  'not-delegated': 'the key policy neither allows it nor leaves it to the account',
  'no-identity-allow': 'no identity policy allows it',
  'no-caller-account-allow': "no policy of the caller's account allows it",
  'no-key-account-allow': "no policy of the key's account allows it",
  'grant-constraint': 'the constraints of the grants do not hold',
  boundary: 'the permissions boundary does not allow it',
  'session-policy': 'no session policy allows it',
  'not-usable-across-accounts': 'the operation does not work across accounts',
  anonymous: 'nobody signed the request',
};
