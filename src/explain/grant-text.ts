// Grants in words: what one demands, and what the request has instead.
import { encryptionContextOf } from '../engine/encryption-context.ts';
import type { Grant } from '../model/grant.ts';
import type { GrantCheck, GrantTrace } from '../model/trace.ts';
import type { Case } from './case.ts';
import { listed, quoted } from './names.ts';

/** One sentence about a grant: that it allows the request, or what it lacks. */
export function grantSentence(subject: Case, traced: GrantTrace): string {
  if (traced.applies)
    return `allows ${operation(subject)} to ${traced.grant.GranteePrincipal ?? 'the caller'}`;
  const failed = traced.checks.filter((check) => !check.holds);
  return failed.map((check) => checkSentence(subject, traced.grant, check)).join('; ');
}

/** What a failed check wants. */
export function checkSentence(subject: Case, grant: Grant, { check }: GrantCheck): string {
  switch (check) {
    case 'key':
      return `it is a grant on another key, ${quoted(grant.KeyId ?? '')}`;
    case 'grantee':
      return (
        `its grantee is ${quoted(grant.GranteePrincipal ?? grant.GranteeServicePrincipal ?? '')}; ` +
        `the caller is ${quoted(subject.trace.principal.arn)}`
      );
    case 'operation':
      return grant.Operations.includes(operation(subject))
        ? `it allows new grants for its own operations only: ${listed(grant.Operations, 6)}`
        : `it allows ${listed(grant.Operations, 6)}, not ${operation(subject)}`;
    case 'constraint':
      return `it wants ${constraintWords(grant)}; the request sends ${sentWords(subject)}`;
    case 'visible':
      return 'AWS KMS may not have spread it yet, so it counts only with its grant token, and the request has none';
    case 'identity':
      return 'its grantee is an account, and no identity policy of the caller allows the operation';
    default:
      return check satisfies never;
  }
}

/** What the constraint of a grant demands, after "allows it only with". */
export function constraintWords(grant: Grant): string {
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = grant.Constraints ?? {};
  if (EncryptionContextEquals !== undefined) {
    return `exactly the encryption context ${pairs(Object.entries(EncryptionContextEquals))}`;
  }
  if (EncryptionContextSubset !== undefined) {
    return `an encryption context that includes ${pairs(Object.entries(EncryptionContextSubset))}`;
  }
  return `a call on behalf of ${quoted(SourceArn ?? 'a certain resource')}`;
}

/** The encryption context of the request, after "the request sends". */
export function sentWords(subject: Case): string {
  const sent = encryptionContext(subject);
  return sent.length === 0 ? 'none' : pairs(sent);
}

/** The encryption context of the request, as pairs. */
export function encryptionContext({ request }: Case): readonly [string, string][] {
  return Object.entries(encryptionContextOf(request.context));
}

function operation({ trace }: Case): string {
  return trace.action.slice(trace.action.indexOf(':') + 1);
}

function pairs(context: readonly (readonly [string, string])[]): string {
  return `{${context.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
}
