// Reads an error text as people paste it: an exception, a log, a line of a terminal, a status reason. What
// AWS KMS says in it is found, however it is wrapped, escaped or cut off.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
import type { Diagnostic } from '../../model/diagnostic.ts';
import { quoted } from '../../syntax/quoted.ts';
import { cleanErrorText, MAX_ERROR_TEXT } from './clean.ts';
import { findNamedError, type NamedError } from './codes.ts';
import type { DeniedText } from './denied-text.ts';
import { type FoundDenials, findDenials } from './find.ts';
import { deniedByCode, encodedMessage } from './others.ts';

/** What a text is. */
export type ErrorText =
  | { readonly kind: 'denied'; readonly denied: DeniedText }
  /** AWS KMS answered, and authorization was not the problem. */
  | ({ readonly kind: 'other-error' } & NamedError)
  /** Only `aws sts decode-authorization-message` can open it. */
  | { readonly kind: 'encoded'; readonly message: string }
  | { readonly kind: 'unrecognised'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads an error text: its first denial by AWS KMS, or else what it is instead. The first 1,000,000 UTF-16
 * code units are looked at, in linear time.
 */
export function readErrorText(text: string): ErrorText {
  const clean = cleanErrorText(text);
  const found = findDenials(clean, 1);
  const denied = found.denials[0];
  if (denied !== undefined) return { kind: 'denied', denied };
  const message = encodedMessage(clean);
  if (message !== undefined) return { kind: 'encoded', message };
  const byCode = deniedByCode(clean);
  if (byCode !== undefined) return { kind: 'denied', denied: byCode };
  const error = findNamedError(clean);
  if (error !== undefined) return { kind: 'other-error', ...error };
  return { kind: 'unrecognised', diagnostics: [unrecognised(text, clean, found)] };
}

/** The different denials by AWS KMS in a text (a log), in its order: each once, and at most 1,000. */
export function readErrorTexts(text: string): readonly DeniedText[] {
  return findDenials(cleanErrorText(text), MAX_DENIALS).denials;
}

const MAX_DENIALS = 1000;

function unrecognised(text: string, clean: string, { otherAction }: FoundDenials): Diagnostic {
  const about = { code: 'unknown-error-text', severity: 'error' } as const;
  const remedy =
    'give all of what AWS KMS said, from `User:` to the reason at the end (`because no …` or `with an explicit deny …`), or the CloudTrail record of the call';
  if (clean.trim() === '')
    return { ...about, message: 'there is no error text: it is empty', remedy };
  if (otherAction !== undefined)
    return {
      ...about,
      message: `the text is a denial of ${quoted(otherAction)}, which is no action of AWS KMS`,
      remedy: 'give a denial of a `kms:` action',
    };
  if (/access\s?denied/i.test(clean))
    return {
      ...about,
      message: `${quoted(firstLine(clean))} says that access was denied, but not that AWS KMS denied it`,
      why: 'other services answer with these words for permissions of their own',
      remedy: `${remedy}; the service’s own message is in its log`,
    };
  const where = text.length > MAX_ERROR_TEXT ? ' in its first 1,000,000 characters' : '';
  return {
    ...about,
    message: `${quoted(firstLine(clean))} is no error text of AWS KMS${where}: it neither says \`is not authorized to perform\` nor names an error`,
    remedy,
  };
}

function firstLine(text: string): string {
  return text.trimStart().slice(0, 200).split('\n', 1)[0]!.trimEnd();
}
