// Which key a ciphertext is to be decrypted with: the one that the request names, which must be the one
// that the ciphertext names, or the latter alone.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#KMS-Decrypt-request-KeyId
import type { RequestContext } from '../model/request.ts';
import type { Access } from './access.ts';
import { readKeyId } from './ciphertext.ts';
import { invalidCiphertext } from './encryption.ts';
import { KmsError } from './errors.ts';
import type { Finder, FoundKey } from './finder.ts';

/** How a request names the key of its ciphertext. */
export interface NamedCiphertext {
  readonly keyId: string | undefined;
  /** Absent in a dry run that ignores the ciphertext. */
  readonly blob: Uint8Array | undefined;
}

/** Refuses a request without a ciphertext, unless it is a dry run that ignores it. */
export function checkCiphertext(input: {
  readonly CiphertextBlob?: Uint8Array;
  readonly DryRun?: boolean;
  readonly DryRunModifiers?: readonly string[];
}): void {
  if (input.CiphertextBlob) return;
  if (input.DryRun === true && input.DryRunModifiers?.includes('IGNORE_CIPHERTEXT')) return;
  const demand =
    "Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null";
  throw new KmsError('ValidationException', `1 validation error detected: ${demand}`);
}

/** The access that decrypting a ciphertext needs. */
export function ciphertextAccess(
  action: string,
  named: NamedCiphertext,
  algorithm: string,
  conditionKeys: RequestContext,
  find: Finder,
): Access {
  const symmetric = algorithm === 'SYMMETRIC_DEFAULT';
  const said = named.blob && symmetric ? readKeyId(named.blob) : undefined;
  const found = named.keyId === undefined ? undefined : byName(named.keyId, said, action, find);
  if (found) {
    const wrong = said && said !== found.key.view.id ? { refusal: incorrectKey() } : {};
    return { action, resource: found.key.view.arn, conditionKeys, ...found, ...wrong };
  }
  if (!symmetric) throw keyIdNeeded();
  if (!said) throw invalidCiphertext();
  const key = find.byCiphertext(said, action);
  return { action, resource: key.view.arn, key, namedBy: 'ciphertext', conditionKeys };
}

/** A short id may belong to another account: the ciphertext says which key is meant. */
function byName(keyId: string, said: string | undefined, action: string, find: Finder): FoundKey {
  if (said === keyId) return { key: find.byCiphertext(said, action) };
  return find.key(keyId, { action });
}

function incorrectKey(): KmsError {
  return new KmsError(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );
}

function keyIdNeeded(): KmsError {
  return new KmsError(
    'ValidationException',
    'A KeyId is required to decrypt a ciphertext of an asymmetric KMS key.',
  );
}
