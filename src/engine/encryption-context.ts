// The encryption context of a call, read from its `kms:EncryptionContext:…` keys with their exact case.
// https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
import { asciiLower } from '../model/ascii.ts';
import type { RequestContext } from '../model/request.ts';

const PREFIX = 'kms:encryptioncontext:';

/** The pairs of the encryption context, as an object without a prototype. */
export function encryptionContextOf(context: RequestContext | undefined): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null);
  for (const key in context) {
    if (key.length < PREFIX.length || asciiLower(key.slice(0, PREFIX.length)) !== PREFIX) continue;
    const value = context[key];
    if (value !== undefined && typeof value !== 'object') {
      pairs[key.slice(PREFIX.length)] = String(value);
    }
  }
  return pairs;
}
