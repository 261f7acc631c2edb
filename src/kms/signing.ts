// What Sign and Verify share: the algorithm, the form of the message, and the checks of both.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
import { type SigningAlgorithm, signingAlgorithms } from '../crypto/signatures.ts';
import type { SigningRow } from '../crypto/signing-row.ts';
import type { RequestContext } from '../model/request.ts';
import type { MessageType, SigningAlgorithmSpec } from './api-types.generated.ts';
import { checkAlgorithm } from './encryption.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';

/** The parameters that both requests have. */
export interface SigningRequest {
  readonly Message: Uint8Array;
  readonly MessageType?: MessageType;
  readonly SigningAlgorithm: SigningAlgorithmSpec;
}

/** The condition keys of both. */
export function signingConditions({
  MessageType = 'RAW',
  SigningAlgorithm,
}: SigningRequest): RequestContext {
  return { 'kms:MessageType': MessageType, 'kms:SigningAlgorithm': SigningAlgorithm };
}

/** The algorithm of a request; throws for one that the key does not have, or a message that does not fit. */
export function signingRow(
  key: StoredKey,
  { Message, MessageType: form = 'RAW', SigningAlgorithm: name }: SigningRequest,
): SigningRow {
  checkAlgorithm(key, name);
  const row = signingAlgorithms[name as SigningAlgorithm];
  if (!row.forms.includes(form)) {
    const what = name === 'ML_DSA_SHAKE_256' ? `key spec ${key.view.spec}` : `algorithm ${name}`;
    const message = `Message type ${form} is incompatible with ${what}.`;
    throw new KmsError('ValidationException', message);
  }
  const length = form === 'DIGEST' ? row.digestBytes : form === 'EXTERNAL_MU' ? muBytes : undefined;
  if (length !== undefined && Message.length !== length) {
    throw new KmsError('ValidationException', `Digest is invalid length for algorithm ${name}.`);
  }
  return row;
}

/** μ of ML-DSA: FIPS 204 §6.2. */
const muBytes = 64;
