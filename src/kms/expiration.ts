// Whether and when imported key material expires.
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-import-key-material.html#importing-keys-expiration
import type { ImportKeyMaterialRequest } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import { dayMs } from './settle.ts';

const maxDays = 365;

/** Throws unless there is a date exactly when the material expires. */
export function checkExpirationModel({
  ExpirationModel: model = 'KEY_MATERIAL_EXPIRES',
  ValidTo: validTo,
}: ImportKeyMaterialRequest): void {
  if (model === 'KEY_MATERIAL_EXPIRES' && !validTo) {
    throw invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES');
  }
  if (model === 'KEY_MATERIAL_DOES_NOT_EXPIRE' && validTo) {
    throw invalid(
      'A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE',
    );
  }
}

/** Throws for a date that is not in the future, or too far in it. */
export function checkValidTo(validTo: Date | undefined, now: Date): void {
  if (!validTo) return;
  if (validTo <= now) throw invalid('The validTo date must be in the future');
  if (validTo.getTime() - now.getTime() > maxDays * dayMs) {
    throw invalid(`The validTo date must be no more than ${maxDays} days from now`);
  }
}

function invalid(message: string): KmsError {
  return new KmsError('ValidationException', message);
}
