// The encryption context: as additional authenticated data, and as condition keys.
// https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
import { memo } from '../engine/memo.ts';
import { asciiLower } from '../model/ascii.ts';
import type { RequestContext } from '../model/request.ts';
import { KmsError } from './errors.ts';

/** The pairs of an encryption context. */
export type EncryptionContext = Readonly<Record<string, string>>;

/**
 * The bytes that a ciphertext is bound to: its head, and the pairs of the context, sorted by key, each key and value
 * behind its length in four bytes, so that no two contexts come out alike.
 */
export function boundBytes(head: Uint8Array, context: EncryptionContext | undefined): Uint8Array {
  const names = Object.keys(context ?? {});
  // Most contexts have two pairs at most, for which sorting would cost as much as all the rest.
  if (names.length > 2) names.sort();
  else if (names.length === 2 && names[1]! < names[0]!) names.reverse();
  const texts: string[] = [];
  let length = head.length;
  for (const name of names) {
    const value = context![name]!;
    texts.push(name, value);
    length += 8 + Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  const bytes = Buffer.allocUnsafe(length);
  bytes.set(head);
  let at = head.length;
  for (const text of texts) {
    const written = bytes.write(text, at + 4);
    bytes.writeUInt32BE(written, at);
    at += 4 + written;
  }
  return bytes;
}

/** The condition keys of a context; kms:EncryptionContextKeys follows from them. */
export function contextKeys(context: EncryptionContext | undefined): RequestContext {
  const names = Object.keys(context ?? {});
  if (names.length > 1) refuseTwins(names);
  const keys: Record<string, string> = {};
  for (const name of names) keys[conditionKey(name)] = context![name]!;
  return keys;
}

const conditionKey = memo(1000, (name: string) => `kms:EncryptionContext:${name}`);

/** A context is told by case and condition keys are not: what policies see of twins, no page says. */
function refuseTwins(keys: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const key of keys) {
    const twin = seen.get(asciiLower(key));
    if (twin !== undefined) {
      throw new KmsError(
        'ValidationException',
        `The encryption context has the keys ${twin} and ${key}, which differ only by case.`,
        'condition keys are the same in any case, so that no policy could tell these apart; AWS KMS may accept them',
      );
    }
    seen.set(asciiLower(key), key);
  }
}
