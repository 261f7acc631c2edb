// The errors of the AWS KMS API, thrown by operations and caught once, in perform.ts. The wire status of
// every error of a client is 400, whatever the API reference says.
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html

/** The names of the errors that Keyward raises. */
export type KmsErrorName =
  | 'AccessDeniedException'
  | 'AlreadyExistsException'
  | 'ConflictException'
  | 'CustomKeyStoreNotFoundException'
  | 'DisabledException'
  | 'DryRunOperationException'
  | 'ExpiredImportTokenException'
  | 'IncorrectKeyException'
  | 'IncorrectKeyMaterialException'
  | 'InvalidAliasNameException'
  | 'InvalidArnException'
  | 'InvalidCiphertextException'
  | 'InvalidGrantIdException'
  | 'InvalidGrantTokenException'
  | 'InvalidImportTokenException'
  | 'InvalidKeyUsageException'
  | 'InvalidMarkerException'
  | 'KMSInvalidMacException'
  | 'KMSInvalidSignatureException'
  | 'KMSInvalidStateException'
  | 'LimitExceededException'
  | 'MalformedPolicyDocumentException'
  | 'NotFoundException'
  | 'SerializationException'
  | 'TagException'
  | 'UnknownOperationException'
  | 'UnsupportedOperationException'
  | 'ValidationException';

/** An answer of the API that is an error. Some come without a message. */
export class KmsError extends Error {
  override readonly name: KmsErrorName;
  /** What Keyward adds for a reader; no part of AWS's answer. */
  readonly note: string | undefined;

  constructor(name: KmsErrorName, message = '', note?: string) {
    super(message);
    this.name = name;
    this.note = note;
  }
}

/** The HTTP status of every error that a client causes. */
export const clientErrorStatus = 400;

/** Something that AWS KMS does and Keyward does not model. */
export function notModelled(what: string): KmsError {
  return new KmsError(
    'UnsupportedOperationException',
    '',
    `Keyward does not model ${what}; AWS KMS may support it`,
  );
}
