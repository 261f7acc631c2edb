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
      return `it allows ${listed(grant.Operations, 6)}, not ${operation(subject)}`;
    case 'constraint':
      return `it ${grantDemand(subject, grant)}`;
    case 'visible':
      return 'it is too new to count without its grant token, and the request does not carry it';
    case 'identity':
      return 'its grantee is an account, and no identity policy of the caller allows the operation';
    default:
      return check satisfies never;
  }
}

/** The constraint of a grant against the request's encryption context. */
export function grantDemand(subject: Case, grant: Grant): string {
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = grant.Constraints ?? {};
  const sent = encryptionContext(subject);
  const has = sent.length === 0 ? 'has none' : `has ${pairs(sent)}`;
  if (EncryptionContextEquals !== undefined) {
    const wanted = pairs(Object.entries(EncryptionContextEquals));
    return `allows it only with exactly the encryption context ${wanted}, and the request ${has}`;
  }
  if (EncryptionContextSubset !== undefined) {
    const wanted = pairs(Object.entries(EncryptionContextSubset));
    return `allows it only if the encryption context includes ${wanted}, and the request ${has}`;
  }
  return `allows it only for calls on behalf of ${quoted(SourceArn ?? 'a certain resource')}`;
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
